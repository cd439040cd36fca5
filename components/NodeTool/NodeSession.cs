using Pulumi;
using Pulumi.Command.Remote;

namespace EncryptionInTransit;

/// <summary>What all remote commands of one node have in common.</summary>
internal sealed class NodeSession(string node, SshAccess ssh)
{
    /// <summary>The node's name; the names of its resources start with it.</summary>
    public string Node => node;

    public NodeCommands Commands { get; } = new(ssh.IsRoot);

    /// <summary>
    /// A command that runs when it is created and again whenever an input changes. There are no triggers: they would
    /// replace it, and in the default order the old delete then wipes out what the new create has done.
    /// </summary>
    public Command Run(
        Resource parent, string suffix, string create, Input<string> stdin, string? delete = null, CustomResourceOptions? options = null)
    {
        var args = new CommandArgs
        {
            Connection = ssh.ToConnection(),
            Create = create,
            Delete = delete.OrAbsent(),
            Stdin = stdin,
            // The previous output would be sent as environment, which sshd refuses.
            AddPreviousOutputInEnv = false,
            Logging = Logging.StdoutAndStderr,
        };
        return new Command($"{node}-{suffix}", args,
            CustomResourceOptions.Merge(new CustomResourceOptions { Parent = parent }, options));
    }
}
