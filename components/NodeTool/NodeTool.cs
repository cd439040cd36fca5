using Pulumi;

namespace EncryptionInTransit;

/// <summary>The script on the node. A new version of it is an update of this resource alone.</summary>
/// <param name="reapply">Raised to bring it back to a node that lost it.</param>
internal sealed class NodeTool(NodeSession session, int reapply, Resource parent)
{
    public RemoteStep Step { get; } = session.Run(parent, "tool",
        create: session.Commands.InstallTool,
        delete: session.Commands.RemoveTool,
        stdin: NodeToolScript.Numbered(reapply));
}
