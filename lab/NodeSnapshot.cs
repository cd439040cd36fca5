namespace EncryptionInTransit.Lab;

/// <summary>A node at one moment, as lines that can be compared and read.</summary>
/// <param name="Files">
/// Everything under the paths that an installation may touch: path, type, mode, owner, a link's target; for a file, a second
/// line with the SHA-256 of its content.
/// </param>
/// <param name="Variables">The server's global variables about TLS, a name and a value each; of ProxySQL, all in each layer.</param>
/// <param name="Accounts">The server's accounts with their requirements and a hash of what they log in with; ProxySQL's mysql_users in each layer.</param>
/// <param name="Backends">ProxySQL's tables of servers and hostgroups in each layer; nothing of a database.</param>
public sealed record NodeSnapshot(
    IReadOnlyList<string> Files, IReadOnlyList<string> Variables, IReadOnlyList<string> Accounts, IReadOnlyList<string> Backends)
{
    // A folder that is absent is no line, so that making and removing it compares equal.
    private const string FilesScript =
        """
        for path in /etc/mysql /etc/my.cnf* /var/lib/jelastic /usr/local/sbin /var/lib/encryption-in-transit /etc/apparmor.d/local \
            /etc/proxysql.cnf /var/lib/proxysql/*.pem; do
            if [ -e "$path" ] || [ -L "$path" ]; then set -- "$@" "$path"; fi
        done
        {
            find "$@" -printf '%p is %y %m %u:%g %l\n'
            find "$@" -type f -exec sha256sum {} + | sed 's/^\([^ ]*\)  \(.*\)/\2 sha256 \1/'
        } | LC_ALL=C sort
        """;

    private const string VariablesQuery =
        "SHOW GLOBAL VARIABLES WHERE Variable_name REGEXP 'ssl|tls' OR Variable_name = 'require_secure_transport'";

    private const string AccountsQuery =
        """
        SELECT CONCAT(user, '@', host), plugin, SHA2(COALESCE(authentication_string, ''), 256),
               ssl_type, HEX(ssl_cipher), CONVERT(x509_issuer USING utf8mb4), CONVERT(x509_subject USING utf8mb4)
        FROM mysql.user ORDER BY user, host
        """;

    private const string BetweenThem = "= accounts =";
    private const string GlobalVariables = "global_variables";
    private const string Users = "mysql_users";
    private const string RuntimePrefix = "runtime_";

    /// <summary>Two are equal when all their lines are.</summary>
    public bool Equals(NodeSnapshot? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>All lines, under their headings: what a failed comparison shows.</summary>
    public override string ToString() => string.Join(
        '\n', ["files:", .. Files, "variables:", .. Variables, "accounts:", .. Accounts, "backends:", .. Backends]);

    /// <summary>The lines that only one of the two has: <c>- </c> before those of this one, <c>+ </c> before those of the later.</summary>
    public IReadOnlyList<string> ChangesTo(NodeSnapshot later)
    {
        string[] mine = ToString().Split('\n'), others = later.ToString().Split('\n');
        return [.. mine.Except(others).Select(line => $"- {line}"), .. others.Except(mine).Select(line => $"+ {line}")];
    }

    internal static async Task<NodeSnapshot> TakeAsync(LabNode node, CancellationToken cancel)
    {
        var files = await TakeFilesAsync(node, cancel);
        if (node.Server == "proxysql")
            return OfProxy(files, await TakeProxyTablesAsync(node, cancel));
        var rows = (await node.QueryAsync($"{VariablesQuery};\nSELECT '{BetweenThem}';\n{AccountsQuery}", cancel)).Split($"{BetweenThem}\n");
        return new(files, Lines(rows[0]), Lines(rows[1]), []);
    }

    private static NodeSnapshot OfProxy(IReadOnlyList<string> files, ILookup<string, string> tables) => new(
        files,
        [.. tables[GlobalVariables]],
        [.. tables[Users]],
        [.. tables.Where(table => IsOfBackends(table.Key)).SelectMany(lines => lines)]);

    private static bool IsOfBackends(string table) =>
        table.StartsWith("mysql_servers", StringComparison.Ordinal) || table.Contains("_hostgroup", StringComparison.Ordinal);

    // By table, every row in the layers main, runtime and disk, which layer first. What one version lacks is not asked for.
    private static async Task<ILookup<string, string>> TakeProxyTablesAsync(LabNode node, CancellationToken cancel)
    {
        var tables = Lines(await node.QueryAsync("SHOW TABLES", cancel))
            .Where(table => table is GlobalVariables or Users || IsOfBackends(table))
            .Where(table => !table.StartsWith(RuntimePrefix, StringComparison.Ordinal))
            .ToArray();
        var queries = tables.SelectMany(table => new[] { $"main.{table}", $"main.{RuntimePrefix}{table}", $"disk.{table}" })
            .Select(layer => $"SELECT '{layer}', * FROM {layer};\n");
        return Lines(await node.QueryAsync(string.Concat(queries), cancel))
            .Order(StringComparer.Ordinal)
            .ToLookup(line => line.Split('\t')[0].Split('.')[1].Replace(RuntimePrefix, "", StringComparison.Ordinal));
    }

    internal static async Task<IReadOnlyList<string>> TakeFilesAsync(LabNode node, CancellationToken cancel) =>
        Lines((await node.RunAsync(FilesScript, null, cancel)).MustSucceed().Output);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
