using EncryptionInTransit.Tests.Support;
using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit.Tests.Program;

/// <summary>Nodes that are gone for good. Their addresses do not answer, so whatever was proved of them would fail the run.</summary>
[Collection("Deployment")]
public class AbandonedNodes
{
    private static readonly string Config = ProxyFile.With("      backends:\n        - { node: db1 }\n        - { node: db2, host: db2.lan, port: 3307 }\n", "      backends: []\n")
        .Replace("    kind:", "    abandon: true\n    kind:");

    private readonly ProgramRun _run = new();

    [Fact]
    public async Task Are_told_and_not_proved()
    {
        var outputs = await _run.UpAsync(Config);

        var table = await OutputUtilities.GetValueAsync((Output<string>)outputs["proofTable"]!);
        foreach (var name in new[] { "db1", "db2", "proxy" })
            Assert.Contains($"\n{name}: abandoned: nothing was done on it, and nothing proved. Take it out of nodes now", table);
    }

    [Fact]
    public async Task Keep_the_commands_that_they_have_and_get_no_other()
    {
        _run.Engine.Had("db1", "db1-tool", "db1-claim", "db1-clients", "proxy-tool");

        await _run.UpAsync(Config);

        Assert.Equal(["db1-claim", "db1-clients", "db1-tool", "proxy-tool"], Commands());
    }

    [Fact]
    public async Task Are_no_servers_whose_clients_are_looked_at_or_get_certificates()
    {
        _run.Engine.Had("db1", "db1-clients");

        var outputs = await _run.UpAsync(Config + "tls: { requireSecureTransport: audit }\naccounts: [{ user: app, require: SUBJECT }]\n");

        Assert.Equal(["proof", "proofTable", "status", "statusTable"], outputs.Keys.Order());
        Assert.Equal(["db1-clients"], Commands());
    }

    private IEnumerable<string> Commands() => _run.Engine.Registrations.Values
        .Where(resource => resource.Type == "command:remote:Command").Select(resource => resource.Name!).Order(StringComparer.Ordinal);
}
