using System.Globalization;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>Asks a database all the time, on its node over its socket, whether it answers.</summary>
public sealed class DatabaseWatch
{
    private const string Folder = "/run/database-watch";

    private readonly LabNode _node;

    private DatabaseWatch(LabNode node) => _node = node;

    /// <summary>Returns when it has answered for the first time.</summary>
    public static async Task<DatabaseWatch> BeginAsync(LabNode node)
    {
        var client = node.Server == "mysql" ? "mysql --ssl-mode=DISABLED" : "mariadb --skip-ssl";
        (await node.RunAsync(
            $$"""
            rm -rf {{Folder}}; mkdir {{Folder}}; cd {{Folder}}; : >go
            (while [ -e go ]; do
                if {{client}} -e 'SELECT 1' >/dev/null 2>&1; then now=up; else now=down; fi
                [ "$now" = "${last-}" ] || echo "$now $(date +%s%3N)" >>log
                last=$now
                sleep 0.05
            done; : >ended) </dev/null >/dev/null 2>&1 &
            for tries in $(seq 300); do [ ! -s log ] || exit 0; sleep 0.1; done
            exit 1
            """)).MustSucceed();
        return new(node);
    }

    /// <summary>Ends it.</summary>
    /// <returns>Each time that it was away: for how long, in milliseconds.</returns>
    public async Task<IReadOnlyList<long>> EndAsync()
    {
        var log = (await _node.RunAsync($"cd {Folder} && rm go && for tries in $(seq 300); do [ ! -e ended ] || break; sleep 0.1; done; cat log")).MustSucceed().Output;
        var outages = new List<long>();
        long? since = null;
        foreach (var line in log.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var time = long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
            if (line.StartsWith("down", StringComparison.Ordinal))
                since = time;
            else if (since is { } began)
                outages.Add(time - began);
        }

        return outages;
    }
}
