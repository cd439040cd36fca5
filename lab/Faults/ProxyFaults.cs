namespace EncryptionInTransit.Lab.Faults;

/// <summary>
/// Faults that ProxySQL's stand-in does on demand: see <c>lab/proxysql-stand-in/README.md</c>. Each is there when the call
/// returns, and is mended by disposing what it returned. A real ProxySQL has none: <see cref="LabException"/>.
/// </summary>
public static class ProxyFaults
{
    private const string FaultFile = "/var/lib/proxysql/stand-in-faults";

    /// <summary>A command, such as <c>SAVE MYSQL SERVERS TO DISK</c>, is answered with an error and does nothing.</summary>
    public static Task<IAsyncDisposable> FailCommandAsync(this LabNode node, string command, CancellationToken cancel = default) =>
        AddAsync(node, $"fail {command}", restart: false, cancel);

    /// <summary>A command is answered with OK and does nothing.</summary>
    public static Task<IAsyncDisposable> IgnoreCommandAsync(this LabNode node, string command, CancellationToken cancel = default) =>
        AddAsync(node, $"ignore {command}", restart: false, cancel);

    /// <summary>The process is killed when a command comes, again after each start; then it is started.</summary>
    public static Task<IAsyncDisposable> DieBeforeCommandAsync(this LabNode node, string command, CancellationToken cancel = default) =>
        AddAsync(node, $"die-before {command}", restart: false, cancel);

    /// <summary>The process is killed when a command is done and not yet answered, again after each start; then it is started.</summary>
    public static Task<IAsyncDisposable> DieAfterCommandAsync(this LabNode node, string command, CancellationToken cancel = default) =>
        AddAsync(node, $"die-after {command}", restart: false, cancel);

    /// <summary>ProxySQL is of an older version, without a table such as <c>mysql_servers_ssl_params</c>. It is restarted, and again when mended.</summary>
    public static Task<IAsyncDisposable> RemoveTableAsync(this LabNode node, string table, CancellationToken cancel = default) =>
        AddAsync(node, $"without {table}", restart: true, cancel);

    private static async Task<IAsyncDisposable> AddAsync(LabNode node, string line, bool restart, CancellationToken cancel)
    {
        if (!node.IsStandIn)
            throw new LabException($"{node.Name} is no stand-in of ProxySQL: it has no faults on demand");
        var start = $"service {node.Service} {(restart ? "restart" : "start")}";
        var quoted = LabNode.ShellQuote(line);
        (await node.RunAsync($"printf '%s\\n' {quoted} >>{FaultFile} {(restart ? $"&& {start}" : "")}", null, cancel)).MustSucceed();
        return new Fault(async () => (await node.RunAsync(
            $"""
            grep -vxF {quoted} {FaultFile} >{FaultFile}.new
            mv {FaultFile}.new {FaultFile} && {start}
            """)).MustSucceed());
    }
}
