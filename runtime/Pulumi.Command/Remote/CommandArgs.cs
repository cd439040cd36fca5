namespace Pulumi.Command.Remote;

/// <summary>Arguments of <see cref="Command"/>.</summary>
public sealed class CommandArgs : ResourceArgs
{
    public static new CommandArgs Empty => new();

    /// <summary>Whether PULUMI_COMMAND_STDOUT and PULUMI_COMMAND_STDERR of the last run are in the environment; yes if null.</summary>
    [Input("addPreviousOutputInEnv")]
    public Input<bool>? AddPreviousOutputInEnv { get; set; }

    /// <summary>How to reach the host; secret as a whole.</summary>
    [field: Input("connection", required: true)]
    public Input<Inputs.ConnectionArgs>? Connection
    {
        get;
        set => field = Secret.Of(value);
    }

    /// <summary>Run when the resource is created, and when it is updated without an own command.</summary>
    [Input("create")]
    public Input<string>? Create { get; set; }

    /// <summary>Run when the resource is deleted or replaced.</summary>
    [Input("delete")]
    public Input<string>? Delete { get; set; }

    /// <summary>Variables for the commands; a remote sshd must accept them (AcceptEnv).</summary>
    [field: Input("environment")]
    public InputMap<string> Environment
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
