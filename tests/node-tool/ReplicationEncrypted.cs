using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>A replica that fetched in plaintext fetches over TLS, from a source that it verifies, and afterwards as before.</summary>
public abstract class ReplicationEncrypted(ReplicatingNodes nodes) : IAsyncLifetime
{
    private const string CaFile = "/var/lib/jelastic/keys/SSL-TLS/replication/root.crt";

    private string _claim = "";
    private string _before = "";

    public async Task InitializeAsync()
    {
        _before = await SettingsAsync();
        await nodes.Primary.EncryptAsync(nodes.OfPrimary);
        (await nodes.Replica.EncryptAsync(nodes.OfReplica)).MustSucceed();
        _claim = await nodes.Replica.ClaimAsync();
    }

    /// <summary>Whatever was done: with the claim it goes.</summary>
    public async Task DisposeAsync()
    {
        await nodes.Primary.Node.QueryAsync("SET GLOBAL require_secure_transport = OFF");
        (await nodes.Replica.ReleaseAsync()).MustSucceed();
        (await nodes.Primary.ReleaseAsync()).MustSucceed();
        Assert.Equal(_before, await SettingsAsync());
        Assert.NotEqual(0, (await nodes.Replica.Node.RunAsync($"test -e {CaFile}")).ExitCode);
        await nodes.MustReplicateAsync(100);
    }

    [Fact]
    public async Task FetchesOverTls_AlsoWhenItsSourceTakesNothingElse_AndIsRestored()
    {
        var encrypted = (await EncryptAsync(nodes.OfPrimary.Root)).MustSucceed();

        Assert.Equal($"installed: {CaFile}\nreplication from {Source}: encrypted and verified\n", encrypted.Output);
        Assert.Equal($"Yes {CaFile} Yes", await SettingsAsync());
        await nodes.Primary.Node.QueryAsync("SET GLOBAL require_secure_transport = ON");
        await ReconnectAsync();
        await nodes.MustReplicateAsync(1);
        Assert.Equal($"replication from {Source}: encrypted and verified already\n", (await EncryptAsync(nodes.OfPrimary.Root)).MustSucceed().Output);
        await nodes.Primary.Node.QueryAsync("SET GLOBAL require_secure_transport = OFF");

        var restored = (await nodes.Replica.RunAsync("restore-replication", Request(nodes.OfPrimary.Root))).MustSucceed();

        Assert.Equal($"restored: replication from {Source}\n", restored.Output);
        Assert.Equal(_before, await SettingsAsync());
        await nodes.MustReplicateAsync(2);
        Assert.Equal("nothing to undo\n", (await nodes.Replica.RunAsync("restore-replication", Request(nodes.OfPrimary.Root))).MustSucceed().Output);
    }

    [Fact]
    public async Task MoreCas_ChangeTheFileAlone()
    {
        (await EncryptAsync(nodes.OfPrimary.Root)).MustSucceed();
        var session = await StreamAsync();

        var again = (await EncryptAsync(nodes.OfReplica.Root + nodes.OfPrimary.Root)).MustSucceed();

        Assert.Equal($"installed: {CaFile}\nreplication from {Source}: encrypted and verified already\n", again.Output);
        Assert.Equal(session, await StreamAsync());
        await ReconnectAsync();
        await nodes.MustReplicateAsync(3);
    }

    [Fact]
    public async Task CasOfCertificatesToCome_AreTrustedBesideThoseOfNow_WhereItFetchesOverTls()
    {
        Assert.DoesNotContain(CaFile, await InstallAsync(nodes.OfReplica.Root), StringComparison.Ordinal);
        Assert.NotEqual(0, (await nodes.Replica.Node.RunAsync($"test -e {CaFile}")).ExitCode);
        (await EncryptAsync(nodes.OfPrimary.Root)).MustSucceed();
        var session = await StreamAsync();

        Assert.Contains($"\ninstalled: {CaFile}\n", await InstallAsync(nodes.OfReplica.Root), StringComparison.Ordinal);

        Assert.Equal(session, await StreamAsync());
        Assert.Equal(nodes.OfReplica.Root + nodes.OfPrimary.Root, await nodes.Replica.Node.ReadFileAsync(CaFile));
        Assert.DoesNotContain(CaFile, await InstallAsync(nodes.OfPrimary.Root), StringComparison.Ordinal);
        await ReconnectAsync();
        await nodes.MustReplicateAsync(7);

        async Task<string> InstallAsync(string sources) => (await nodes.Replica.RunAsync(
            "install-certificates", Requests.InstallCertificates(_claim, nodes.OfReplica, sources: sources))).MustSucceed().Output;
    }

    [Fact]
    public async Task ASourceOfAnotherCa_IsRefused_AndNothingIsTouched()
    {
        var session = await StreamAsync();

        var refused = await EncryptAsync(nodes.OfReplica.Root);

        NodeToolTest.AssertFailed(1, refused, "refused before anything was touched",
            $"the certificate of the source {Source} is not accepted by this name with the CAs of its group");
        Assert.Equal(session, await StreamAsync());
        Assert.Equal(_before, await SettingsAsync());
    }

    [Fact]
    public async Task AReplicaThatDoesNotRun_IsRefused()
    {
        await nodes.Replica.Node.QueryAsync(nodes.Primary.IsMariaDb ? "STOP SLAVE SQL_THREAD" : "STOP REPLICA SQL_THREAD");

        var refused = await EncryptAsync(nodes.OfPrimary.Root);

        NodeToolTest.AssertFailed(1, refused, "refused before anything was touched",
            $"replication from {Source} does not run (IO thread: Yes, SQL thread: No)");
        await nodes.Replica.Node.QueryAsync(nodes.Primary.IsMariaDb ? "START SLAVE" : "START REPLICA");
        Assert.Equal(_before, await SettingsAsync());
    }

    [Fact]
    public async Task KilledInTheMiddle_ItIsMendedByTheNextRun()
    {
        await nodes.Replica.Node.KillAsync("encrypt-replication", Request(nodes.OfPrimary.Root), "[ -f /var/lib/encryption-in-transit/sources/changing ]");

        var mended = (await EncryptAsync(nodes.OfPrimary.Root)).MustSucceed();

        Assert.Contains("an earlier change of replication did not end: rolled back first", mended.Error, StringComparison.Ordinal);
        Assert.Equal($"Yes {CaFile} Yes", await SettingsAsync());
        await nodes.MustReplicateAsync(4);
    }

    [Fact]
    public async Task KilledWhileItIsRestored_ItIsMendedByTheNextRun()
    {
        (await EncryptAsync(nodes.OfPrimary.Root)).MustSucceed();
        await nodes.Replica.Node.KillAsync("restore-replication", Request(nodes.OfPrimary.Root), "[ -f /var/lib/encryption-in-transit/sources/changing ]");

        var mended = (await nodes.Replica.RunAsync("restore-replication", Request(nodes.OfPrimary.Root))).MustSucceed();

        Assert.Contains("an earlier change of replication did not end: rolled back first", mended.Error, StringComparison.Ordinal);
        Assert.Equal($"restored: replication from {Source}\n", mended.Output);
        Assert.Equal(_before, await SettingsAsync());
        await nodes.MustReplicateAsync(5);
    }

    [Fact]
    public async Task WhereItsSourceTakesNothingElse_ItStaysEncrypted()
    {
        (await EncryptAsync(nodes.OfPrimary.Root)).MustSucceed();
        await nodes.Replica.Node.PutFileAsync(ToolFile.PathOnNode, ToolFile.Text.Replace("\nSTREAM_LIMIT=120", "\nSTREAM_LIMIT=5"), "0755");
        await nodes.Primary.Node.QueryAsync("SET GLOBAL require_secure_transport = ON");

        var refused = await nodes.Replica.RunAsync("restore-replication", Request(nodes.OfPrimary.Root));

        NodeToolTest.AssertFailed(1, refused, $"not everything could be undone: replication from {Source} does not run:");
        Assert.Equal($"Yes {CaFile} Yes", await SettingsAsync());
        await nodes.MustReplicateAsync(6);
        await nodes.Replica.PutToolAsync();
    }

    [Fact]
    public async Task WhoeverReplicatesFromNobody_HasNothingToDo() =>
        Assert.Equal("nothing to encrypt: this node replicates from nobody\n",
            (await nodes.Primary.RunAsync("encrypt-replication",
                Requests.Text([$"claim: {await nodes.Primary.ClaimAsync()}", "moment: 1"], ("root.crt", nodes.OfReplica.Root)))).MustSucceed().Output);

    private string Source => $"{nodes.Primary.Node.Address}:3306";

    private string Request(string cas) => Requests.Text([$"claim: {_claim}", "moment: 1"], ("root.crt", cas));

    private Task<CommandOutput> EncryptAsync(string cas) => nodes.Replica.RunAsync("encrypt-replication", Request(cas));

    private async Task ReconnectAsync() => await nodes.Replica.Node.QueryAsync(
        nodes.Primary.IsMariaDb ? "STOP SLAVE IO_THREAD; START SLAVE IO_THREAD" : "STOP REPLICA IO_THREAD; START REPLICA IO_THREAD");

    /// <summary>The replica's session on its source: another one after a reconnect.</summary>
    private Task<string> StreamAsync() =>
        nodes.Primary.Node.QueryAsync("SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'");

    /// <summary>Whether TLS is on, the CA file, and whether the source is verified, as the replica says it itself.</summary>
    private async Task<string> SettingsAsync() => (await nodes.Replica.Node.RunAsync(
        $"{(nodes.Primary.IsMariaDb ? "mariadb -E -e 'SHOW ALL SLAVES STATUS'" : "mysql -E -e 'SHOW REPLICA STATUS'")} "
        + "| awk '$1 ~ /_SSL_(Allowed|CA_File|Verify_Server_Cert):$/ { printf \"%s%s\", (n++ ? \" \" : \"\"), $2 }'")).MustSucceed().Output;
}

public sealed class ReplicationEncryptedOnMariaDb1011(ReplicatingMariaDb1011 nodes) : ReplicationEncrypted(nodes), IClassFixture<ReplicatingMariaDb1011>;

[Trait("Scope", "thorough")]
public sealed class ReplicationEncryptedOnMySql97(ReplicatingMySql97 nodes) : ReplicationEncrypted(nodes), IClassFixture<ReplicatingMySql97>;
