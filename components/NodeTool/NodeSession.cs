using System.Collections.Immutable;
using Pulumi;
using Pulumi.Command.Remote;

namespace EncryptionInTransit;

/// <summary>What all remote commands of one node have in common.</summary>
internal sealed class NodeSession(string node, SshAccess ssh, NodeHistory history)
{
    /// <summary>All inputs of a command, for the engine to leave alone.</summary>
    private static readonly string[] Inputs = ["connection", "create", "delete", "stdin", "addPreviousOutputInEnv", "logging"];

    /// <summary>The node's name; the names of its resources start with it.</summary>
    public string Node => node;

    public NodeHistory History => history;

    public NodeCommands Commands { get; } = new(ssh.IsRoot);

    /// <summary>
    /// A command that runs when it is created and again whenever an input changes. There are no triggers: they would
    /// replace it, and in the default order the old delete then wipes out what the new create has done.
    /// </summary>
    /// <param name="after">Those that come first, and are undone last.</param>
    /// <param name="alsoAfter">More of them, that only the run finds out.</param>
    public RemoteStep Run(
        Resource parent, string suffix, string create, Input<string> stdin, string? delete = null,
        IEnumerable<RemoteStep>? after = null, Output<ImmutableArray<Resource>>? alsoAfter = null, CustomResourceOptions? options = null)
    {
        if (!MayRun(suffix))
            return new(null);

        InputList<Resource> dependsOn = (Resource[])[.. (after ?? []).SelectMany(step => step.Resources)];
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
        return new(new Command($"{node}-{suffix}", args, CustomResourceOptions.Merge(new CustomResourceOptions
        {
            Parent = parent,
            DependsOn = alsoAfter is null ? dependsOn : dependsOn.Concat(alsoAfter),
            // Not left to the parent's alias: not every parent's name is the beginning of the command's.
            Aliases = [.. Names(suffix).Skip(1).Select(name => (Input<Alias>)new Alias { Name = name })],
            // An abandoned node is not asked, whatever changes, and not when its entry is taken out or the stack destroyed.
            IgnoreChanges = history.IsAbandoned ? [.. Inputs] : [],
            RetainOnDelete = history.IsAbandoned ? true : null,
        }, options)));
    }

    /// <summary>An abandoned node gets no command that it had not.</summary>
    public bool MayRun(string suffix) => !history.IsAbandoned || Names(suffix).Any(history.Resources.Contains);

    /// <summary>What the command is called, and what it was called.</summary>
    private IEnumerable<string> Names(string suffix) =>
        history.Formerly is null ? [$"{node}-{suffix}"] : [$"{node}-{suffix}", $"{history.Formerly}-{suffix}"];
}
