namespace EncryptionInTransit;

/// <summary>The shell script that works on a node. It is part of this assembly.</summary>
public static class NodeToolScript
{
    private static readonly Lazy<string> Script = new(Read);

    public static string Text => Script.Value;

    /// <summary>The script with a number in a comment: with another one it is another text, and so is installed again.</summary>
    /// <param name="reapply">1 is the script as it is.</param>
    public static string Numbered(int reapply)
    {
        var endOfFirstLine = Text.IndexOf('\n') + 1;
        return reapply == 1 ? Text : $"{Text[..endOfFirstLine]}# reapply: {reapply}\n{Text[endOfFirstLine..]}";
    }

    private static string Read()
    {
        using var stream = typeof(NodeToolScript).Assembly.GetManifestResourceStream("encryption-in-transit")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
