using Pulumi;
using Pulumi.Command.Remote;

namespace EncryptionInTransit;

/// <summary>The script on the node. A new version of it is an update of this resource alone.</summary>
internal sealed class NodeTool(NodeSession session, Resource parent)
{
    public Command Command { get; } = session.Run(parent, "tool",
        create: session.Commands.InstallTool,
        delete: session.Commands.RemoveTool,
        stdin: NodeToolScript.Text);
}
