using System.Text.Json;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>An account that logs in by its certificate alone, from the files that the stack hands out.</summary>
public sealed class ClientCertificateLogins : IAsyncLifetime
{
    private const string Accounts = """
          encryption-in-transit:accounts:
            - user: billing
              require: SUBJECT
              authentication: certificateOnly

        """;

    private const string Password = "before-the-certificate";

    private LabRun _lab = null!;
    private Stack _stack = null!;

    private LabNode Node => _lab.Nodes["db1"];

    public async Task InitializeAsync()
    {
        _lab = await LabRun.StartAsync(new NodeSpec("db1", NodeKind.MariaDb118));
        _stack = await Stack.CreateAsync(_lab, ["db1"], Accounts);
        await Node.QueryAsync($"CREATE USER billing@'%' IDENTIFIED BY '{Password}'");
    }

    public async Task DisposeAsync()
    {
        _stack.Dispose();
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task WorkWithTheFilesHandedOut_AndGiveThePasswordBackInTheEnd()
    {
        var before = await Node.SnapshotAsync();
        (await LoginAsync($"--user=billing --password={Password}")).MustSucceed();

        (await _stack.UpAsync()).MustSucceed().MustNotSay("PRIVATE KEY");

        var files = await HandedOutAsync();
        var options = files.Single(path => path.EndsWith("mariadb.cnf", StringComparison.Ordinal));
        Assert.Equal("billing\n", (await LoginAsync("", options)).MustSucceed().Output);
        Assert.Contains("1045", (await LoginAsync($"--user=billing --password={Password}")).Error, StringComparison.Ordinal);
        Assert.Contains("1045", (await LoginAsync("--user=billing")).Error, StringComparison.Ordinal);

        (await _stack.RunAsync("destroy", "--yes")).MustSucceed();

        (await LoginAsync($"--user=billing --password={Password}")).MustSucceed();
        Assert.Equal(before.Accounts, (await Node.SnapshotAsync()).Accounts);
    }

    /// <summary>Puts the files where they belong, on a client: the node itself.</summary>
    /// <returns>Their paths.</returns>
    private async Task<IReadOnlyList<string>> HandedOutAsync()
    {
        var output = (await _stack.RunAsync("stack", "output", "clientFiles", "--json", "--show-secrets")).MustSucceed().Output;
        var files = JsonSerializer.Deserialize<Dictionary<string, string>>(output)!;
        foreach (var (path, content) in files)
            (await Node.RunAsync($"base64 -d | install -D -m 0600 /dev/stdin {LabNode.ShellQuote(path)}", content)).MustSucceed();
        return [.. files.Keys];
    }

    private Task<CommandOutput> LoginAsync(string options, string? optionFile = null) => Node.RunAsync(
        $"mariadb {(optionFile is null ? "--no-defaults --ssl-verify-server-cert=0" : $"--defaults-file={optionFile}")} --host={Node.Hostname} {options} "
        + "--batch --skip-column-names --execute 'SELECT SUBSTRING_INDEX(USER(), \"@\", 1)'");
}
