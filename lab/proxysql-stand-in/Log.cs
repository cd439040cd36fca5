namespace EncryptionInTransit.Lab.ProxySqlStandIn;

/// <summary>The log, on stderr, as ProxySQL's in the foreground: time, level, text.</summary>
internal static class Log
{
    public static void Info(string text) => Write("[INFO]", text);

    public static void Error(string text) => Write("[ERROR]", text);

    private static void Write(string level, string text) =>
        Console.Error.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} {level} {text}");
}
