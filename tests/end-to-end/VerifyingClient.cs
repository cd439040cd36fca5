using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// The database's own client on a node, with files of its own: what it trusts, and what it shows. It verifies chain and name of the
/// server that it connects to.
/// </summary>
/// <param name="name">Of its folder on the node.</param>
public sealed class VerifyingClient(LabNode node, LabNode server, string name, string user, string password)
{
    private string Folder => $"/run/clients/{server.Name}-{name}";

    private string Program => node.Server == "mysql" ? "mysql" : "mariadb";

    private string Options => $"--defaults-file={Folder}/options --host={server.Hostname} --batch --skip-column-names --unbuffered";

    /// <param name="trusted">PEM, any number of CAs.</param>
    /// <param name="certificate">PEM, and what goes with it.</param>
    public async Task HasAsync(string trusted, string certificate, string key)
    {
        var verify = node.Server == "mysql" ? "ssl-mode=VERIFY_IDENTITY" : "ssl-verify-server-cert";
        await node.PutFileAsync($"{Folder}/root.crt", trusted, "0600");
        await node.PutFileAsync($"{Folder}/client.crt", certificate, "0600");
        await node.PutFileAsync($"{Folder}/client.key", key, "0600");
        await node.PutFileAsync($"{Folder}/options",
            $"[client]\nuser={user}\npassword={password}\n{verify}\nssl-ca={Folder}/root.crt\nssl-cert={Folder}/client.crt\nssl-key={Folder}/client.key\n", "0600");
    }

    /// <summary>One connection, one query.</summary>
    public Task<CommandOutput> ConnectAsync() => node.RunAsync($"timeout 30 {Program} {Options} -e 'SELECT 1' </dev/null");

    /// <summary>
    /// Begins to connect anew for each query, and beside that to query all the time over a connection that stays; returns when both
    /// have had an answer.
    /// </summary>
    public async Task BeginAsync() => (await node.RunAsync(
        $$"""
        cd {{Folder}} && rm -f fresh kept failed errors && touch go fresh kept failed errors
        (while [ -e go ]; do
            if timeout 30 {{Program}} {{Options}} -e 'SELECT 1' >>fresh 2>>errors; then :; else echo x >>failed; fi; sleep 0.1
        done) </dev/null >/dev/null 2>&1 &
        (while [ -e go ]; do echo 'SELECT 1;'; sleep 0.02; done | {{Program}} {{Options}} >>kept 2>>errors || echo x >>failed) </dev/null >/dev/null 2>&1 &
        for tries in $(seq 300); do if [ -s fresh ] && [ -s kept ]; then exit 0; fi; sleep 0.1; done
        cat errors; exit 1
        """)).MustSucceed();

    /// <summary>Ends both.</summary>
    public async Task<ClientLoad> EndAsync()
    {
        var counted = (await node.RunAsync(
            $$"""
            cd {{Folder}} && rm go
            # The bracket keeps the pattern from finding the shell that it stands in.
            for tries in $(seq 300); do pgrep -f '{{Folder}}/[o]ptions' >/dev/null || break; sleep 0.1; done
            ! pgrep -f '{{Folder}}/[o]ptions' || exit 1
            wc -l <fresh; wc -l <kept; wc -l <failed; cat errors
            """)).MustSucceed().Output.Split('\n', 4);
        return new(int.Parse(counted[0]), int.Parse(counted[1]), int.Parse(counted[2]), counted[3]);
    }
}

/// <summary>What a client did.</summary>
/// <param name="Connections">Fresh ones that had their answer.</param>
/// <param name="Queries">Answered over the connection that stayed.</param>
/// <param name="Failed">Connections that failed, or were lost.</param>
public sealed record ClientLoad(int Connections, int Queries, int Failed, string Errors);
