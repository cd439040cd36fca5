namespace EncryptionInTransit;

/// <summary>The shell script that works on a node. It is part of this assembly.</summary>
public static class NodeToolScript
{
    private static readonly Lazy<string> Script = new(Read);

    public static string Text => Script.Value;

    private static string Read()
    {
        using var stream = typeof(NodeToolScript).Assembly.GetManifestResourceStream("encryption-in-transit")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
