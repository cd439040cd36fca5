using Pulumi.Serialization;

namespace Pulumi;

/// <summary>The content of one file.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset(string property, object value)
        : base(Signatures.Asset, property, value)
    {
    }
}

/// <summary>A file on the machine that runs the program.</summary>
public sealed class FileAsset(string path) : Asset(AssetProperties.Path, path);

/// <summary>A text as a file.</summary>
public sealed class StringAsset(string text) : Asset(AssetProperties.Text, text);

/// <summary>A file behind an http, https or file URI.</summary>
public sealed class RemoteAsset(string uri) : Asset(AssetProperties.Uri, uri);
