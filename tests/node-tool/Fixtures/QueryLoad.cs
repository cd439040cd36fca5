using System.Globalization;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>
/// Queries through a proxy, from its own node, until it is stopped: clients that stay and do transactions, and one that
/// connects anew for each query.
/// </summary>
internal sealed class QueryLoad : IAsyncDisposable
{
    private const int Clients = 4;
    private readonly LabNode _node;

    private QueryLoad(LabNode node) => _node = node;

    /// <summary>Returns when every client has had an answer.</summary>
    public static async Task<QueryLoad> StartAsync(ProxyLayer layer)
    {
        await layer.QueryAsync($"CREATE TABLE IF NOT EXISTS {ProxyLayer.Database}.counter (id INT PRIMARY KEY, n INT); REPLACE INTO {ProxyLayer.Database}.counter VALUES (1, 0)");
        (await layer.Proxy.RunAsync(
            $$"""
            rm -rf /run/load && mkdir /run/load && touch /run/load/go
            statements() {
                while [ -e /run/load/go ]; do
                    for n in 1 2 3 4 5 6 7 8 9 10; do echo "SELECT 'row', $n;"; done
                    echo "BEGIN; UPDATE {{ProxyLayer.Database}}.counter SET n = n + 1 WHERE id = 1; COMMIT;"
                    sleep 0.05
                done
            }
            for client in $(seq {{Clients}}); do
                (statements | mariadb --defaults-file=/root/app.cnf --force --batch --skip-column-names --unbuffered) >/run/load/rows$client 2>/run/load/errors$client </dev/null &
            done
            (while [ -e /run/load/go ]; do mariadb --defaults-file=/root/app.cnf --batch --skip-column-names -e "SELECT 'row', 'fresh'"; done) >/run/load/rows-fresh 2>/run/load/errors-fresh </dev/null &
            for tries in $(seq 300); do
                [ "$(find /run/load -name 'rows*' -size +0 | wc -l)" -gt {{Clients}} ] && exit 0
                sleep 0.1
            done
            cat /run/load/errors*
            exit 1
            """)).MustSucceed();
        return new QueryLoad(layer.Proxy);
    }

    /// <summary>Ends it; how many queries were answered, and what went wrong.</summary>
    public async Task<(int Answered, string Errors)> StopAsync()
    {
        var ended = (await _node.RunAsync(
            """
            rm -f /run/load/go
            for tries in $(seq 300); do pgrep -x mariadb >/dev/null || break; sleep 0.1; done
            cat /run/load/rows* | grep -c row; cat /run/load/errors*
            """)).MustSucceed().Output;
        var lines = ended.Split('\n', 2);
        return (int.Parse(lines[0], CultureInfo.InvariantCulture), lines[1]);
    }

    public async ValueTask DisposeAsync() => await _node.RunAsync("rm -f /run/load/go");
}
