using Pulumi.Engine.Model;
using Pulumi.Engine.Monitor;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Providers.Command.Assets;

/// <summary>
/// Assets and archives as they stand among properties: objects that Pulumi's signature key tells from others. An asset has a text, a
/// path or a URI; an archive a path, a URI or named assets.
/// </summary>
internal static class AssetValue
{
    public const string Text = "text";
    public const string Path = "path";
    public const string Uri = "uri";
    public const string Assets = "assets";
    public const string Hash = "hash";

    public static bool IsAsset(this PropertyMap value) => value.Text(WireFormat.Signature) == WireFormat.Asset;

    public static bool IsArchive(this PropertyMap value) => value.Text(WireFormat.Signature) == WireFormat.Archive;

    public static ObjectValue OfFile(string path) => new(PropertyMap.Empty
        .With(WireFormat.Signature, new StringValue(WireFormat.Asset))
        .With(Path, new StringValue(path)));

    public static ObjectValue OfAssets(PropertyMap assets) => new(PropertyMap.Empty
        .With(WireFormat.Signature, new StringValue(WireFormat.Archive))
        .With(Assets, new ObjectValue(assets)));

    public static ObjectValue WithHash(this ObjectValue value) =>
        new(value.Properties.With(Hash, new StringValue(AssetContent.Digest(value.Properties))));
}
