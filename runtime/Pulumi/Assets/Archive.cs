using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>The content of a tree of files.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive(string property, object value)
        : base(Signatures.Archive, property, value)
    {
    }
}

/// <summary>A tree made of single files and archives, by path.</summary>
public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets)
    : Archive(AssetProperties.Assets, assets.ToImmutableDictionary());

/// <summary>A folder or archive file (tar, tar.gz, zip) on the machine that runs the program.</summary>
public sealed class FileArchive(string path) : Archive(AssetProperties.Path, path);

/// <summary>An archive file behind an http, https or file URI.</summary>
public sealed class RemoteArchive(string uri) : Archive(AssetProperties.Uri, uri);
