using Pulumi.Engine.Model;
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

    private const string SignatureKey = "4dabf18193072939515e22adb298388d";
    private const string AssetSignature = "c44067f5952c0a294b673a41bacd8c17";
    private const string ArchiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";

    public static bool IsAsset(this PropertyMap value) => value.Text(SignatureKey) == AssetSignature;

    public static bool IsArchive(this PropertyMap value) => value.Text(SignatureKey) == ArchiveSignature;

    public static ObjectValue OfFile(string path) => new(PropertyMap.Empty
        .With(SignatureKey, new StringValue(AssetSignature))
        .With(Path, new StringValue(path)));

    public static ObjectValue OfAssets(PropertyMap assets) => new(PropertyMap.Empty
        .With(SignatureKey, new StringValue(ArchiveSignature))
        .With(Assets, new ObjectValue(assets)));

    public static ObjectValue WithHash(this ObjectValue value) =>
        new(value.Properties.With(Hash, new StringValue(AssetContent.Digest(value.Properties))));
}
