namespace EncryptionInTransit.Lab.ProxySqlStandIn.Admin;

/// <summary>The variables of ProxySQL 2.7 with their defaults, and what values they take.</summary>
internal static class Variables
{
    public const string HaveSsl = "mysql-have_ssl";
    public const string AdminCredentials = "admin-admin_credentials";
    public const string AdminInterfaces = "admin-mysql_ifaces";
    public const string Interfaces = "mysql-interfaces";

    /// <summary>By name. A default is also what tells the type: true or false, a number, or a text.</summary>
    public static IReadOnlyDictionary<string, string> Defaults { get; } = ReadDefaults();

    /// <summary>The value as runtime shows it, or nothing: ProxySQL does not take it, and says so in its log alone.</summary>
    public static string? Normalise(string name, string value) => Defaults[name] switch
    {
        "true" or "false" => value.ToLowerInvariant() switch
        {
            "true" or "1" => "true",
            "false" or "0" => "false",
            _ => null,
        },
        var number when long.TryParse(number, out _) => long.TryParse(value, out _) ? value : null,
        _ => value,
    };

    private static SortedDictionary<string, string> ReadDefaults()
    {
        using var reader = new StreamReader(typeof(Variables).Assembly.GetManifestResourceStream("variables.txt")!);
        var defaults = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ', 2);
            defaults.Add(parts[0], parts.Length == 2 ? parts[1] : "");
        }
        return defaults;
    }
}
