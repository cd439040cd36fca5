namespace Pulumi.Engine.Tests;

/// <summary>What the official CLI 3.274.1 printed and wrote, byte for byte (folder Recorded).</summary>
internal static class Recorded
{
    public static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", file));

    public static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Recorded", file));

    /// <summary>A display's text without the heartbeat, whose dots depend on the time.</summary>
    public static string Display(string file) =>
        string.Concat(Text(file).Split('\n').Where(line => !line.StartsWith('@')).Select(line => line + "\n"))[..^1];
}
