using System.Collections.Immutable;

namespace Pulumi.Command.Remote;

/// <summary>Commands run on another host over SSH.</summary>
public class Command : CustomResource
{
    public Command(string name, CommandArgs args, CustomResourceOptions? options = null)
        : base("command:remote:Command", name, args ?? new CommandArgs(), CustomResourceOptions.Merge(Defaults(), options))
    {
    }

    /// <summary>Whether PULUMI_COMMAND_STDOUT and PULUMI_COMMAND_STDERR of the last run are in the environment; yes if null.</summary>
    [Output("addPreviousOutputInEnv")]
    public Output<bool?> AddPreviousOutputInEnv { get; private set; } = null!;

    /// <summary>How to reach the host; secret as a whole.</summary>
    [Output("connection")]
    public Output<Outputs.Connection> Connection { get; private set; } = null!;

    /// <summary>Run when the resource is created, and when it is updated without an own command.</summary>
    [Output("create")]
    public Output<string?> Create { get; private set; } = null!;

    /// <summary>Run when the resource is deleted or replaced.</summary>
    [Output("delete")]
    public Output<string?> Delete { get; private set; } = null!;

    /// <summary>Variables for the commands; a remote sshd must accept them (AcceptEnv).</summary>
    [Output("environment")]
    public Output<ImmutableDictionary<string, string>?> Environment { get; private set; } = null!;

    /// <summary>Which of the streams are shown while a command runs; both if null.</summary>
    [Output("logging")]
    public Output<Logging?> Logging { get; private set; } = null!;

    /// <summary>What the last command wrote to standard error, without one trailing newline; not secret by itself.</summary>
    [Output("stderr")]
    public Output<string> Stderr { get; private set; } = null!;

    /// <summary>The standard input of every command.</summary>
    [Output("stdin")]
    public Output<string?> Stdin { get; private set; } = null!;

    /// <summary>What the last command wrote, without one trailing newline; not secret by itself.</summary>
    [Output("stdout")]
    public Output<string> Stdout { get; private set; } = null!;

    /// <summary>Any values; a change replaces the resource.</summary>
    [Output("triggers")]
    public Output<ImmutableArray<object>> Triggers { get; private set; } = null!;

    /// <summary>Run when an input other than the triggers has changed; the create command if null.</summary>
    [Output("update")]
    public Output<string?> Update { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        Version = Package.Version,
        AdditionalSecretOutputs = { "connection" },
        ReplaceOnChanges = { "triggers[*]" },
    };
}
