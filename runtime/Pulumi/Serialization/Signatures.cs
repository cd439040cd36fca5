namespace Pulumi.Serialization;

/// <summary>
/// How the wire format marks values that are more than plain JSON: a map with <see cref="Key"/> says by one of the others what
/// it is. The values are Pulumi's.
/// </summary>
internal static class Signatures
{
    public const string Key = "4dabf18193072939515e22adb298388d";
    public const string Asset = "c44067f5952c0a294b673a41bacd8c17";
    public const string Archive = "0def7320c3a5731c473e5ecbe6d01bc7";
    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    public const string Resource = "5cf8f73096256a8f31e491e813e4eb8e";

    /// <summary>Stands for a value that only the update will know.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
}

/// <summary>Names inside a marked map.</summary>
internal static class SpecialProperties
{
    public const string Value = "value";
    public const string Urn = "urn";
    public const string Id = "id";
}

/// <summary>Names inside an asset or archive.</summary>
internal static class AssetProperties
{
    public const string Text = "text";
    public const string Path = "path";
    public const string Uri = "uri";
    public const string Assets = "assets";
}
