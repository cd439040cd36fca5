namespace Pulumi.Command.Local;

/// <summary>Arguments of <see cref="Command"/>.</summary>
public sealed class CommandArgs : ResourceArgs
{
    public static new CommandArgs Empty => new();

    /// <summary>Whether PULUMI_COMMAND_STDOUT and PULUMI_COMMAND_STDERR of the last run are in the environment; yes if null.</summary>
    [Input("addPreviousOutputInEnv")]
    public Input<bool>? AddPreviousOutputInEnv { get; set; }

    /// <summary>Globs of files that become <see cref="Command.Archive"/> after the command.</summary>
    [field: Input("archivePaths")]
    public InputList<string> ArchivePaths
    {
        get => field ??= [];
        set;
    }

    /// <summary>Globs of files that become <see cref="Command.Assets"/> after the command.</summary>
    [field: Input("assetPaths")]
    public InputList<string> AssetPaths
    {
        get => field ??= [];
        set;
    }

    /// <summary>Run when the resource is created, and when it is updated without an own command.</summary>
    [Input("create")]
    public Input<string>? Create { get; set; }

    /// <summary>Run when the resource is deleted or replaced.</summary>
    [Input("delete")]
    public Input<string>? Delete { get; set; }

    /// <summary>The folder to run in; that of the program if null.</summary>
    [Input("dir")]
    public Input<string>? Dir { get; set; }

    /// <summary>Variables for the commands; a remote sshd must accept them (AcceptEnv).</summary>
    [field: Input("environment")]
    public InputMap<string> Environment
    {
        get => field ??= [];
        set;
    }

    /// <summary>The program that gets the command as its last argument; <c>/bin/sh -c</c> if empty.</summary>
    [field: Input("interpreter")]
    public InputList<string> Interpreter
    {
        get => field ??= [];
        set;
    }

    /// <summary>Which of the streams are shown while a command runs; both if null.</summary>
    [Input("logging")]
    public Input<Logging>? Logging { get; set; }

    /// <summary>The standard input of every command.</summary>
    [Input("stdin")]
    public Input<string>? Stdin { get; set; }

    /// <summary>Any values; a change replaces the resource.</summary>
    [field: Input("triggers")]
    public InputList<object> Triggers
    {
        get => field ??= [];
        set;
    }

    /// <summary>Run when an input other than the triggers has changed; the create command if null.</summary>
    [Input("update")]
    public Input<string>? Update { get; set; }
}
