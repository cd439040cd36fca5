using System.Security.Cryptography;

namespace EncryptionInTransit.Lab;

/// <summary>A database behind a ProxySQL.</summary>
/// <param name="Hostgroup">The hostgroup of its row in <c>mysql_servers</c>. A node may be in several.</param>
public sealed record ProxyBackendRow(LabNode Node, int Hostgroup = ProxyLayer.DefaultHostgroup);

/// <summary>
/// A ProxySQL with databases behind it, all without TLS: the accounts <c>monitor</c> and <c>app</c> on each, their rows in
/// <c>mysql_servers</c>, <c>app</c> in <c>mysql_users</c>, in all layers. Passwords are made anew each time.
/// </summary>
public sealed class ProxyLayer
{
    /// <summary>Where <see cref="ApplicationUser"/>'s queries go.</summary>
    public const int DefaultHostgroup = 1;

    /// <summary>The account by which ProxySQL watches its backends.</summary>
    public const string MonitorUser = "monitor";

    /// <summary>The account of the clients, on ProxySQL and on each backend. It may do everything in <see cref="Database"/>.</summary>
    public const string ApplicationUser = "app";

    /// <summary>A database that is on each backend.</summary>
    public const string Database = "app";

    private const string ApplicationOptions = "/root/app.cnf";

    private ProxyLayer(LabNode proxy, IReadOnlyList<ProxyBackendRow> backends)
    {
        Proxy = proxy;
        Backends = backends;
    }

    public LabNode Proxy { get; }

    public IReadOnlyList<ProxyBackendRow> Backends { get; }

    public string MonitorPassword { get; } = NewPassword();

    public string ApplicationPassword { get; } = NewPassword();

    /// <summary>Puts databases behind a ProxySQL, all in <see cref="DefaultHostgroup"/>.</summary>
    /// <exception cref="LabException">One of the servers refuses it.</exception>
    public static Task<ProxyLayer> CreateAsync(LabNode proxy, params IReadOnlyList<LabNode> backends) =>
        CreateAsync(proxy, [.. backends.Select(node => new ProxyBackendRow(node))], CancellationToken.None);

    /// <summary>Puts databases behind a ProxySQL.</summary>
    /// <exception cref="LabException">One of the servers refuses it.</exception>
    public static async Task<ProxyLayer> CreateAsync(
        LabNode proxy, IReadOnlyList<ProxyBackendRow> backends, CancellationToken cancel = default)
    {
        var layer = new ProxyLayer(proxy, backends);
        foreach (var node in backends.Select(backend => backend.Node).DistinctBy(node => node.Address))
            await node.QueryAsync(layer.AccountStatements(), cancel);
        await proxy.QueryAsync(layer.ProxyStatements(), cancel);
        await proxy.PutFileAsync(
            ApplicationOptions,
            $"[client]\nhost = 127.0.0.1\nport = {proxy.Port}\nuser = {ApplicationUser}\npassword = {layer.ApplicationPassword}\nskip-ssl\n",
            mode: "0600",
            cancel: cancel);
        return layer;
    }

    /// <summary>Runs SQL through the proxy, without TLS to it, and returns the rows: columns apart by tabs, no header. For a real ProxySQL.</summary>
    /// <exception cref="LabException">The statement is refused, or no backend can be reached.</exception>
    public async Task<string> QueryAsync(string sql, CancellationToken cancel = default) =>
        (await Proxy.RunAsync($"mariadb --defaults-file={ApplicationOptions} --comments --batch --skip-column-names", sql, cancel)).MustSucceed().Output;

    /// <summary>Runs one statement through the proxy on a backend of a certain hostgroup. For a real ProxySQL.</summary>
    /// <exception cref="LabException">The statement is refused, or no backend can be reached.</exception>
    public Task<string> QueryAsync(int hostgroup, string statement, CancellationToken cancel = default) =>
        QueryAsync($"/*;hostgroup={hostgroup}*/ {statement}", cancel);

    private string AccountStatements() =>
        $"""
        CREATE DATABASE IF NOT EXISTS {Database};
        CREATE USER IF NOT EXISTS '{MonitorUser}'@'%';
        ALTER USER '{MonitorUser}'@'%' IDENTIFIED BY '{MonitorPassword}';
        GRANT REPLICATION CLIENT ON *.* TO '{MonitorUser}'@'%';
        CREATE USER IF NOT EXISTS '{ApplicationUser}'@'%';
        ALTER USER '{ApplicationUser}'@'%' IDENTIFIED BY '{ApplicationPassword}';
        GRANT ALL ON {Database}.* TO '{ApplicationUser}'@'%';
        """;

    private string ProxyStatements() => string.Join('\n',
    [
        $"SET mysql-monitor_username='{MonitorUser}';",
        $"SET mysql-monitor_password='{MonitorPassword}';",
        .. Backends.Select(backend =>
            $"REPLACE INTO mysql_servers (hostgroup_id, hostname, port) VALUES ({backend.Hostgroup}, '{backend.Node.Address}', {backend.Node.Port});"),
        $"REPLACE INTO mysql_users (username, password, default_hostgroup) VALUES ('{ApplicationUser}', '{ApplicationPassword}', {DefaultHostgroup});",
        .. new[] { "VARIABLES", "SERVERS", "USERS" }.SelectMany(what => new[] { $"LOAD MYSQL {what} TO RUNTIME;", $"SAVE MYSQL {what} TO DISK;" }),
    ]);

    private static string NewPassword() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
