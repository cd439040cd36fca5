using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>The server's own client program, run on the node as a client from outside would be: over TCP, by the node's address.</summary>
internal sealed class DatabaseClient : IAsyncDisposable
{
    private readonly LabNode _node;
    private readonly string _pids;
    private readonly int _sessionsBefore;

    private DatabaseClient(LabNode node, string pids, int sessionsBefore)
    {
        _node = node;
        _pids = pids;
        _sessionsBefore = sessionsBefore;
    }

    /// <summary>Logs in, asks something and leaves.</summary>
    /// <param name="options">Further options of the client.</param>
    public static async Task<CommandOutput> LogInAsync(ToolNode tool, string user, string password, bool tls, string options = "") =>
        await tool.Node.RunAsync($"{Command(tool, user, password, tls)} {options} -e 'SELECT CURRENT_USER()'");

    /// <summary>Logs in and stays, idle, until disposed.</summary>
    public static async Task<DatabaseClient> StayAsync(ToolNode tool, string user, string password, bool tls)
    {
        var sessions = await SessionsAsync(tool.Node);
        var fifo = $"/run/client-{Guid.NewGuid():N}";
        var started = (await tool.Node.RunAsync(
            $$"""
            mkfifo {{fifo}}
            setsid sleep 300 >{{fifo}} 2>/dev/null </dev/null &
            echo $!
            setsid {{Command(tool, user, password, tls)}} <{{fifo}} >/run/client.log 2>&1 &
            echo $!
            """)).MustSucceed();
        var client = new DatabaseClient(tool.Node, started.Output.Replace('\n', ' '), sessions);
        await client.WaitUntilAsync(sessions + 1);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _node.RunAsync($"kill {_pids}; rm -f /run/client-*");
        await WaitUntilAsync(_sessionsBefore);
    }

    private static string Command(ToolNode tool, string user, string password, bool tls)
    {
        // MySQL's client gets the server's public key for a password without TLS only when told to.
        string[] options = tool.IsMariaDb
            ? ["mariadb", "--protocol=tcp", .. tls ? new[] { "--ssl", "--ssl-verify-server-cert=0" } : ["--skip-ssl"]]
            : ["mysql", "--protocol=tcp", .. tls ? new[] { "--ssl-mode=REQUIRED" } : ["--ssl-mode=DISABLED", "--get-server-public-key"]];
        return $"{string.Join(' ', options)} -N -h {tool.Node.Address} -u {user}{(password.Length == 0 ? "" : $" -p{password}")}";
    }

    private static async Task<int> SessionsAsync(LabNode node) =>
        int.Parse(await node.QueryAsync("SELECT COUNT(*) FROM information_schema.processlist WHERE host LIKE '%:%'"));

    private async Task WaitUntilAsync(int sessions)
    {
        var end = DateTime.UtcNow.AddSeconds(30);
        while (await SessionsAsync(_node) != sessions)
            Assert.True(DateTime.UtcNow < end, $"Sessions over TCP should be {sessions} by now: {await _node.ReadFileAsync("/run/client.log")}");
    }
}
