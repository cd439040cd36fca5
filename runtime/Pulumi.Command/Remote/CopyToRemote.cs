using System.Collections.Immutable;

namespace Pulumi.Command.Remote;

/// <summary>Files copied to another host over SSH.</summary>
public class CopyToRemote : CustomResource
{
    public CopyToRemote(string name, CopyToRemoteArgs args, CustomResourceOptions? options = null)
        : base("command:remote:CopyToRemote", name, args ?? new CopyToRemoteArgs(), CustomResourceOptions.Merge(Defaults(), options))
    {
    }

    /// <summary>How to reach the host; secret as a whole.</summary>
    [Output("connection")]
    public Output<Outputs.Connection> Connection { get; private set; } = null!;

    /// <summary>Where it goes on the host: a file, or a folder that must exist or be named with a trailing slash.</summary>
    [Output("remotePath")]
    public Output<string> RemotePath { get; private set; } = null!;

    /// <summary>What is copied.</summary>
    [Output("source")]
    public Output<AssetOrArchive> Source { get; private set; } = null!;

    /// <summary>Any values; a change replaces the resource.</summary>
    [Output("triggers")]
    public Output<ImmutableArray<object>> Triggers { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        Version = Package.Version,
        AdditionalSecretOutputs = { "connection" },
        ReplaceOnChanges = { "triggers[*]" },
    };
}
