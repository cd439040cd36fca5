using System.Text.Json;
using EncryptionInTransit.Lab;
using MySqlConnector;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>Somebody still comes without TLS: seen by the audit, in the way of enforcement until allowed by name, and put right.</summary>
[Trait("Scope", "thorough")]
public sealed class PlaintextClients() : OneNode(NodeKind.MySql97)
{
    private const string Phase = "encryption-in-transit:tls.requireSecureTransport";

    [Fact]
    public async Task AreListed_KeepPlaintextFromBeingRefused_UntilAllowedByName()
    {
        await Node.QueryAsync("CREATE USER legacy@'%' IDENTIFIED BY 'legacy-password'");
        (await Stack.UpAsync()).MustSucceed();
        await using var legacy = await LogInWithoutTlsAsync();

        await Stack.SetAsync(Phase, "audit");
        (await Stack.UpAsync()).MustSucceed().MustSay("'legacy' comes without TLS");
        Assert.Contains(await ListedAsync(), client => client.GetProperty("user").GetString() == "legacy" && client.GetProperty("node").GetString() == "db1");

        await Stack.SetAsync(Phase, "on");
        (await Stack.UpAsync()).MustFail().MustSay("legacy@");
        Assert.Equal("0\n", await Node.QueryAsync("SELECT @@global.require_secure_transport"));

        await Stack.SetAsync("encryption-in-transit:tls.allowedPlaintextClients[0]", "legacy@*");
        (await Stack.UpAsync()).MustSucceed();
        Assert.Equal("1\n", await Node.QueryAsync("SELECT @@global.require_secure_transport"));
        Assert.Equal("refused", (await Stack.ProofAsync())["db1"].GetProperty("plaintext").GetString());

        await Stack.SetAsync(Phase, "off");
        (await Stack.UpAsync()).MustSucceed();
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
        var output = (await Stack.RunAsync("stack", "output", "plaintextClients", "--json")).MustSucceed().Output;
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }
}
