using System.Text.Json;
using EncryptionInTransit.Lab;
using MySqlConnector;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>Somebody still comes without TLS: seen by the audit, in the way of enforcement until allowed by name, and put right.</summary>
public sealed class PlaintextClients : IAsyncLifetime
{
    private const string Phase = "encryption-in-transit:tls.requireSecureTransport";

    private LabRun _lab = null!;
    private Stack _stack = null!;

    private LabNode Node => _lab.Nodes["db1"];

    public async Task InitializeAsync()
    {
        _lab = await LabRun.StartAsync(new NodeSpec("db1", NodeKind.MySql97));
        _stack = await Stack.CreateAsync(_lab, "db1");
    }

    public async Task DisposeAsync()
    {
        _stack.Dispose();
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task AreListed_KeepPlaintextFromBeingRefused_UntilAllowedByName()
    {
        await Node.QueryAsync("CREATE USER legacy@'%' IDENTIFIED BY 'legacy-password'");
        (await _stack.UpAsync()).MustSucceed();
        await using var legacy = await LogInWithoutTlsAsync();

        await _stack.SetAsync(Phase, "audit");
        (await _stack.UpAsync()).MustSucceed().MustSay("'legacy' comes without TLS");
        Assert.Contains(await ListedAsync(), client => client.GetProperty("user").GetString() == "legacy" && client.GetProperty("node").GetString() == "db1");

        await _stack.SetAsync(Phase, "on");
        (await _stack.UpAsync()).MustFail().MustSay("legacy@");
        Assert.Equal("0\n", await Node.QueryAsync("SELECT @@global.require_secure_transport"));

        await _stack.SetAsync("encryption-in-transit:tls.allowedPlaintextClients[0]", "legacy@*");
        (await _stack.UpAsync()).MustSucceed();
        Assert.Equal("1\n", await Node.QueryAsync("SELECT @@global.require_secure_transport"));
        Assert.Equal("refused", (await _stack.ProofAsync())["db1"].GetProperty("plaintext").GetString());

        await _stack.SetAsync(Phase, "off");
        (await _stack.UpAsync()).MustSucceed();
        Assert.Equal("0\n", await Node.QueryAsync("SELECT @@global.require_secure_transport"));
    }

    private async Task<MySqlConnection> LogInWithoutTlsAsync()
    {
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder
        {
            Server = Node.Address,
            Port = (uint)Node.Port,
            UserID = "legacy",
            Password = "legacy-password",
            SslMode = MySqlSslMode.Disabled,
            AllowPublicKeyRetrieval = true,
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private async Task<IReadOnlyList<JsonElement>> ListedAsync()
    {
        var output = (await _stack.RunAsync("stack", "output", "plaintextClients", "--json")).MustSucceed().Output;
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }
}
