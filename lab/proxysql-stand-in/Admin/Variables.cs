using System.Globalization;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Admin;

/// <summary>A variable: its default, and which values it takes while the process runs.</summary>
/// <param name="Domain"><c>boolean</c>, <c>text</c>, <c>fixed</c> (set at the start alone), or a range of integers as <c>1..9</c>.</param>
internal sealed record Variable(string Domain, string Default)
{
    /// <summary>The value as runtime shows it, or nothing: ProxySQL does not take it, and says so in its log alone.</summary>
    public string? Normalise(string value) => Domain switch
    {
        "text" => value,
        "fixed" => null,
        "boolean" => value.ToLowerInvariant() switch
        {
            "true" or "1" => "true",
            "false" or "0" => "false",
            _ => null,
        },
        _ => NormaliseNumber(value),
    };

    // As C's atoi: what is no number is 0.
    private string? NormaliseNumber(string value)
    {
        var digits = string.Concat(value.TrimStart().TakeWhile(char.IsAsciiDigit));
        var number = digits.Length == 0 ? 0 : ulong.Parse(digits, CultureInfo.InvariantCulture);
        var range = Domain.Split("..");
        return number >= ulong.Parse(range[0], CultureInfo.InvariantCulture) && number <= ulong.Parse(range[1], CultureInfo.InvariantCulture)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;
    }
}

/// <summary>The variables of ProxySQL 2.7, from variables.txt: lines of a name, its domain, its default.</summary>
internal static class Variables
{
    public const string HaveSsl = "mysql-have_ssl";
    public const string AdminCredentials = "admin-admin_credentials";
    public const string AdminInterfaces = "admin-mysql_ifaces";
    public const string Interfaces = "mysql-interfaces";
    public const string Version = "admin-version";

    public static IReadOnlyDictionary<string, Variable> All { get; } = Read();

    private static SortedDictionary<string, Variable> Read()
    {
        using var reader = new StreamReader(typeof(Variables).Assembly.GetManifestResourceStream("variables.txt")!);
        var all = new SortedDictionary<string, Variable>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ', 3);
            all.Add(parts[0], new Variable(parts[1], parts.Length == 3 ? parts[2] : ""));
        }
        return all;
    }
}
