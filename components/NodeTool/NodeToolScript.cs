namespace EncryptionInTransit;

/// <summary>The shell scripts that work on a node. They are part of this assembly.</summary>
public static class NodeToolScript
{
    private static readonly Lazy<string> Tool = new(() => Read(NodePaths.ToolName));
    private static readonly Lazy<string> Maker = new(() => Read(NodePaths.KeyMakerName));

    public static string Text => Tool.Value;

    /// <summary>The script that makes keys.</summary>
    public static string KeyMaker => Maker.Value;

    private static string Read(string name)
    {
        using var stream = typeof(NodeToolScript).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
