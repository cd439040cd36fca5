using System.Globalization;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// The database's own client on a node, with files of its own: what it trusts, and what it shows. It verifies chain and name of the
/// server that it connects to.
/// </summary>
/// <param name="name">Of its folder on the node.</param>
/// <param name="query">With a row or more.</param>
public sealed class VerifyingClient(LabNode node, LabNode server, string name, string query = "SELECT 1")
{
    /// <summary>What it connects to.</summary>
    public string Server => server.Name;

    private string Folder => $"/run/clients/{server.Name}-{name}";

    private string Program => node.Server == "mysql" ? "mysql" : "mariadb";

    // It would connect anew by itself, and a lost connection would not be seen.
    private string Options => $"--defaults-file={Folder}/options --host={server.Hostname} --batch --skip-column-names --unbuffered --skip-reconnect";

    public async Task HasAsync(HandedOut trust, HandedOut show)
    {
        var verify = node.Server == "mysql" ? "ssl-mode=VERIFY_IDENTITY" : "ssl-verify-server-cert";
        await node.PutFileAsync($"{Folder}/root.crt", trust.Root, "0600");
        await node.PutFileAsync($"{Folder}/client.crt", show.Certificate, "0600");
        await node.PutFileAsync($"{Folder}/client.key", show.Key, "0600");
        await node.PutFileAsync($"{Folder}/options",
            $"[client]\nuser={App.User}\npassword={App.Password}\n{verify}\nssl-ca={Folder}/root.crt\nssl-cert={Folder}/client.crt\nssl-key={Folder}/client.key\n", "0600");
    }

    /// <summary>One connection, one query.</summary>
    public Task<CommandOutput> ConnectAsync() => node.RunAsync($"timeout 30 {Program} {Options} -e '{query}' </dev/null");

    /// <summary>
    /// Begins to connect anew for each query, and beside that to query all the time over a connection that stays; returns when both
    /// have had an answer.
    /// </summary>
    /// <param name="pause">Between two connections, in seconds; between two queries it is a fifth of that.</param>
    public async Task BeginAsync(double pause = 0.1)
    {
        // Waits by a read from a pipe into which nobody writes: it is to load the server, not the machine with a program for each pause.
        await node.PutFileAsync($"{Folder}/work", $$"""
            cd {{Folder}} && rm -f fresh kept failed errors && touch go fresh kept failed errors || exit
            exec {silence}<> <(:)
            pause() { read -rt "$1" -u "$silence"; }
            fail() { date +%s%3N >>failed; }
            (while [ -e go ]; do
                timeout 30 {{Program}} {{Options}} -e '{{query}}' >>fresh 2>>errors || fail
                pause {{Seconds(pause)}}
            done) </dev/null >/dev/null 2>&1 &
            (while [ -e go ]; do echo '{{query}};'; pause {{Seconds(pause / 5)}}; done | { {{Program}} {{Options}} >>kept 2>>errors || fail; }) </dev/null >/dev/null 2>&1 &
            for tries in {1..300}; do if [ -s fresh ] && [ -s kept ]; then exit 0; fi; pause 0.1; done
            cat errors; exit 1
            """);
        (await node.RunAsync($"bash {Folder}/work")).MustSucceed();
    }

    private static string Seconds(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Ends both.</summary>
    public async Task<ClientLoad> EndAsync()
    {
        var counted = (await node.RunAsync(
            $$"""
            cd {{Folder}} && rm go
            # The bracket keeps the pattern from finding the shell that it stands in.
            for tries in $(seq 300); do pgrep -f '{{Folder}}/[o]ptions' >/dev/null || break; sleep 0.1; done
            ! pgrep -f '{{Folder}}/[o]ptions' || exit 1
            wc -l <fresh; wc -l <kept; echo $(cat failed); cat errors
            """)).MustSucceed().Output.Split('\n', 4);
        return new(
            int.Parse(counted[0]), int.Parse(counted[1]),
            [.. counted[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(time => long.Parse(time, CultureInfo.InvariantCulture))], counted[3]);
    }
}

/// <summary>What a client did.</summary>
/// <param name="Connections">Fresh ones that had their answer.</param>
/// <param name="Queries">Answered over the connection that stayed.</param>
/// <param name="FailedAt">Connections that failed, or were lost: when, in milliseconds.</param>
public sealed record ClientLoad(int Connections, int Queries, IReadOnlyList<long> FailedAt, string Errors)
{
    public int Failed => FailedAt.Count;
}
