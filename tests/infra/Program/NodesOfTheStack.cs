using EncryptionInTransit.Tests.Support;
using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit.Tests.Program;

[Collection("Deployment")]
public class NodesOfTheStack
{
    [Fact]
    public async Task Are_registered_with_all_their_parts_and_in_a_preview_nothing_is_proved()
    {
        var run = new ProgramRun();

        var outputs = await run.UpAsync(StackFile.TwoNodes, preview: true);

        Assert.Equal(
            [
                "db1", "db1-ca-1", "db1-ca-1-key", "db1-claim", "db1-client-certificate", "db1-client-key", "db1-client-request",
                "db1-files", "db1-server-certificate", "db1-server-key", "db1-server-request", "db1-server-tls",
                "db1-ssl-config", "db1-tool",
            ],
            run.Engine.Registrations.Keys.Where(name => name.StartsWith("db1", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(2 * 14, run.Engine.Registrations.Count);
        Assert.False(await OutputUtilities.GetIsKnownAsync((Output<string>)outputs["proofTable"]!));
        Assert.False(await OutputUtilities.GetIsKnownAsync((Output<string>)outputs["statusTable"]!));
    }

    [Fact]
    public async Task That_do_not_prove_fail_the_run_each_with_its_reason()
    {
        // Port 1 of this machine: nobody listens.
        var config = StackFile.TwoNodes
            .Replace("    kind: mariadb", "    kind: mariadb\n    database: { host: 127.0.0.1, port: 1 }")
            .Replace("    kind: mysql", "    kind: mysql\n    database: { host: 127.0.0.1, port: 1 }");

        var failure = await Assert.ThrowsAsync<AggregateException>(() => new ProgramRun().UpAsync(config));

        Assert.Equal(2, failure.InnerExceptions.Count);
        Assert.Contains(failure.InnerExceptions, error => error.Message.StartsWith("db1: ", StringComparison.Ordinal));
        Assert.Contains(failure.InnerExceptions, error => error.Message.StartsWith("db2: ", StringComparison.Ordinal));
        Assert.All(failure.InnerExceptions, error => Assert.Contains("127.0.0.1:1", error.Message));
    }

    [Fact]
    public async Task Whose_activation_did_not_happen_are_told_and_not_asked()
    {
        var run = new ProgramRun();
        run.Engine.Skip("db1-server-tls", "db2-server-tls");

        var outputs = await run.UpAsync(StackFile.TwoNodes);

        var proof = await OutputUtilities.GetValueAsync((Output<List<Dictionary<string, object>>>)outputs["proof"]!);
        Assert.All(proof, entry => Assert.Equal(false, entry["proved"]));
        var table = await OutputUtilities.GetValueAsync((Output<string>)outputs["proofTable"]!);
        Assert.Contains("db2: ", table);
        Assert.Contains("its activation did not happen in this run", table);
    }

    [Theory]
    [InlineData("")]
    [InlineData("certificates: { keys: node }")]
    [InlineData("certificates: { caGenerations: [1, 2] }")]
    [InlineData("tls: { requireSecureTransport: on }")]
    public async Task That_a_target_leaves_out_are_told_and_not_asked(string more)
    {
        var run = new ProgramRun { Engine = new() { LeavesAllOut = true } };

        var outputs = await run.UpAsync(StackFile.TwoNodes + more);

        var table = await OutputUtilities.GetValueAsync((Output<string>)outputs["proofTable"]!);
        Assert.Contains("db2: not proved: its activation did not happen in this run: --target left it out", table);
    }
}
