using Pulumi.Command.Remote;

namespace EncryptionInTransit;

/// <summary>The script on the node. A new version of it is an update of this resource alone.</summary>
internal sealed class NodeTool(NodeSession session)
{
    public Command Command { get; } = session.Run("tool",
        create: session.Commands.InstallTool,
        delete: session.Commands.RemoveTool,
        stdin: NodeToolScript.Text);
}
