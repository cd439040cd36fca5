using System.Collections.Immutable;

namespace Pulumi.Command.Local;

/// <summary>Commands run on the machine that runs the program.</summary>
public class Command : CustomResource
{
    public Command(string name, CommandArgs? args = null, CustomResourceOptions? options = null)
        : base("command:local:Command", name, args ?? new CommandArgs(), CustomResourceOptions.Merge(Defaults(), options))
    {
    }

    /// <summary>Whether PULUMI_COMMAND_STDOUT and PULUMI_COMMAND_STDERR of the last run are in the environment; yes if null.</summary>
    [Output("addPreviousOutputInEnv")]
    public Output<bool?> AddPreviousOutputInEnv { get; private set; } = null!;

    /// <summary>The files of the archive globs.</summary>
    [Output("archive")]
    public Output<Archive?> Archive { get; private set; } = null!;

    /// <summary>Globs of files that become <see cref="Command.Archive"/> after the command.</summary>
    [Output("archivePaths")]
    public Output<ImmutableArray<string>> ArchivePaths { get; private set; } = null!;

    /// <summary>Globs of files that become <see cref="Command.Assets"/> after the command.</summary>
    [Output("assetPaths")]
    public Output<ImmutableArray<string>> AssetPaths { get; private set; } = null!;

    /// <summary>The files of the asset globs, by path.</summary>
    [Output("assets")]
    public Output<ImmutableDictionary<string, AssetOrArchive>?> Assets { get; private set; } = null!;

    /// <summary>Run when the resource is created, and when it is updated without an own command.</summary>
    [Output("create")]
    public Output<string?> Create { get; private set; } = null!;

    /// <summary>Run when the resource is deleted or replaced.</summary>
    [Output("delete")]
    public Output<string?> Delete { get; private set; } = null!;

    /// <summary>The folder to run in; that of the program if null.</summary>
    [Output("dir")]
    public Output<string?> Dir { get; private set; } = null!;

    /// <summary>Variables for the commands; a remote sshd must accept them (AcceptEnv).</summary>
    [Output("environment")]
    public Output<ImmutableDictionary<string, string>?> Environment { get; private set; } = null!;

    /// <summary>The program that gets the command as its last argument; <c>/bin/sh -c</c> if empty.</summary>
    [Output("interpreter")]
    public Output<ImmutableArray<string>> Interpreter { get; private set; } = null!;

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
        ReplaceOnChanges = { "triggers[*]" },
    };
}
