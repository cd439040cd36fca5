namespace Pulumi.Command.Remote;

/// <summary>Arguments of <see cref="CopyToRemote"/>.</summary>
public sealed class CopyToRemoteArgs : ResourceArgs
{
    public static new CopyToRemoteArgs Empty => new();

    /// <summary>How to reach the host; secret as a whole.</summary>
    [field: Input("connection", required: true)]
    public Input<Inputs.ConnectionArgs>? Connection
    {
        get;
        set => field = Secret.Of(value);
    }

    /// <summary>Where it goes on the host: a file, or a folder that must exist or be named with a trailing slash.</summary>
    [Input("remotePath", required: true)]
    public Input<string> RemotePath { get; set; } = null!;

    /// <summary>What is copied.</summary>
    [Input("source", required: true)]
    public Input<AssetOrArchive> Source { get; set; } = null!;

    /// <summary>Any values; a change replaces the resource.</summary>
    [field: Input("triggers")]
    public InputList<object> Triggers
    {
        get => field ??= [];
        set;
    }
}
