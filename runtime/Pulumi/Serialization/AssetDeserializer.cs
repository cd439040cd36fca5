using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

internal static class AssetDeserializer
{
    /// <exception cref="InvalidOperationException">if it is neither</exception>
    public static AssetOrArchive Deserialize(string signature, MapField<string, Value> fields)
    {
        var isArchive = signature == Signatures.Archive;
        if (Text(fields, AssetProperties.Path) is { } path)
        {
            return isArchive ? new FileArchive(path) : new FileAsset(path);
        }

        if (Text(fields, AssetProperties.Uri) is { } uri)
        {
            return isArchive ? new RemoteArchive(uri) : new RemoteAsset(uri);
        }

        if (!isArchive && Text(fields, AssetProperties.Text) is { } text)
        {
            return new StringAsset(text);
        }

        return isArchive && fields.TryGetValue(AssetProperties.Assets, out var assets) && assets.StructValue is { } tree
            ? new AssetArchive(tree.Fields.ToImmutableDictionary(file => file.Key, file => DeserializePart(file.Value)))
            : throw new InvalidOperationException("An asset of the engine's answer has neither path, uri nor content.");
    }

    private static AssetOrArchive DeserializePart(Value value)
        => PropertyDeserializer.Deserialize(value).Value as AssetOrArchive
            ?? throw new InvalidOperationException("An archive of the engine's answer holds what is neither asset nor archive.");

    private static string? Text(MapField<string, Value> fields, string name)
        => fields.TryGetValue(name, out var value) && value.KindCase == Value.KindOneofCase.StringValue ? value.StringValue : null;
}
