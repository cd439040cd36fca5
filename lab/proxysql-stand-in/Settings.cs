using System.Text.RegularExpressions;

namespace EncryptionInTransit.Lab.ProxySqlStandIn;

/// <summary>
/// What /etc/proxysql.cnf says, as far as a node of the lab needs it. As with ProxySQL, its variables count only while
/// there is no database file yet.
/// </summary>
internal sealed partial record Settings(string DataDirectory, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Settings Read(string path, string? dataDirectory)
    {
        var text = Comment().Replace(File.ReadAllText(path), "");
        var variables = new Dictionary<string, string>();
        foreach (Match block in Block().Matches(text))
        {
            var prefix = block.Groups["name"].Value == "admin_variables" ? "admin-" : "mysql-";
            foreach (Match assignment in Assignment().Matches(block.Groups["body"].Value))
                variables[prefix + assignment.Groups["name"].Value] = assignment.Groups["value"].Value;
        }
        var outside = Block().Replace(text, "");
        var configured = Assignment().Matches(outside).FirstOrDefault(match => match.Groups["name"].Value == "datadir")?.Groups["value"].Value;
        return new Settings(dataDirectory ?? configured ?? "/var/lib/proxysql", variables);
    }

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<name>admin_variables|mysql_variables)\s*=\s*\{(?<body>[^}]*)\}")]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<name>\w+)\s*=\s*(?:""(?<value>[^""]*)""|(?<value>[^\s""{;,]+))")]
    private static partial Regex Assignment();
}
