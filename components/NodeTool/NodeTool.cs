using Pulumi;

namespace EncryptionInTransit;

/// <summary>The scripts on the node. A new version of them is an update of this resource alone.</summary>
/// <param name="reapply">Raised to bring them back to a node that lost them.</param>
internal sealed class NodeTool(NodeSession session, int reapply, Resource parent)
{
    public RemoteStep Step { get; } = session.Run(parent, "tool",
        create: session.Commands.InstallTool,
        delete: session.Commands.RemoveTool,
        stdin: NodeToolUpload.Render(reapply));
}
