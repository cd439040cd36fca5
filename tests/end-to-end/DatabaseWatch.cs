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
    /// <param name="statement">What it is asked; <c>$number</c> is another one each time.</param>
    public static async Task<DatabaseWatch> BeginAsync(LabNode node, string statement = "SELECT 1")
    {
        var client = node.Server == "mysql" ? "mysql --ssl-mode=DISABLED" : "mariadb --skip-ssl";
        (await node.RunAsync(
            $$"""
            rm -rf {{Folder}}; mkdir {{Folder}}; cd {{Folder}}; : >go; : >answered; number=0
            (while [ -e go ]; do
                time=$(date +%s%3N) number=$((number + 1))
                if {{client}} -e "{{statement}}" >/dev/null 2>error; then
                    now=up
                    echo $number >>answered
                else
                    now=down
                    grep -m 1 ERROR error >>errors
                fi
                [ "$now" = "${last-}" ] || echo "$now $time" >>log
                last=$now
                sleep 0.05
            done; : >ended) </dev/null >/dev/null 2>&1 &
            for tries in $(seq 300); do [ ! -s log ] || exit 0; sleep 0.1; done
            exit 1
            """)).MustSucceed();
        return new(node);
    }

    /// <summary>Ends it.</summary>
    public async Task<Watched> EndAsync()
    {
        (await _node.RunAsync($"cd {Folder} && rm go && for tries in $(seq 600); do [ ! -e ended ] || exit 0; sleep 0.1; done; exit 1")).MustSucceed();
        var log = await _node.ReadFileAsync($"{Folder}/log");
        var outages = new List<Outage>();
        long? since = null;
        foreach (var line in Lines(log))
        {
            var time = long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
            if (line.StartsWith("down", StringComparison.Ordinal))
                since = time;
            else if (since is { } began)
                outages.Add(new(began, time));
        }

        return new(
            outages,
            [.. Lines(await _node.ReadFileAsync($"{Folder}/answered")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))],
            string.Join('\n', Lines((await _node.RunAsync($"cat {Folder}/errors")).Output).Distinct()));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What was seen of a database.</summary>
/// <param name="Outages">Each time that it was away.</param>
/// <param name="Answered">The numbers of the statements that it has answered.</param>
/// <param name="Errors">What was said instead of an answer, each text once.</param>
public sealed record Watched(IReadOnlyList<Outage> Outages, IReadOnlyList<int> Answered, string Errors);

/// <summary>A time without an answer.</summary>
/// <param name="Began">Of the first statement that failed, in milliseconds.</param>
/// <param name="Ended">Of the first one that was answered again.</param>
public sealed record Outage(long Began, long Ended)
{
    public long Length => Ended - Began;

    public bool Overlaps(Outage other) => Began < other.Ended && other.Began < Ended;
}
