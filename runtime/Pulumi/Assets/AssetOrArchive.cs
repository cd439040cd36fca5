namespace Pulumi;

/// <summary>Content that a provider reads: one file's, or that of a tree of files.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(string signature, string property, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        (Signature, Property, Value) = (signature, property, value);
    }

    /// <summary>Which of the two it is, as the wire format tells it.</summary>
    internal string Signature { get; }

    /// <summary>Where the content comes from: "path", "uri", "text" or "assets".</summary>
    internal string Property { get; }

    internal object Value { get; }
}
