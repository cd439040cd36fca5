using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>An activation that fails leaves the node as it was, with the certificate of before being served.</summary>
public abstract class RolledBack(ToolNodeFixture fixture) : NodeToolTest(fixture)
{
    // Every server accepts it as an option, and none comes up with it.
    private static readonly string s_deadly = ServerConfiguration.Text(extra: "innodb_log_group_home_dir=/nonexistent");

    [Fact]
    public async Task AServerThatDoesNotComeBack_OnTheFirstInstall()
    {
        var claim = await Tool.PrepareAsync(First);
        var before = await ServerAndFilesAsync();

        var activated = await Tool.ActivateAsync(claim, First, s_deadly);

        AssertFailed(1, activated, "the server did not come back", "the server's own last lines:", "/nonexistent", "rolled back: ");
        Assert.Equal(before, await ServerAndFilesAsync());
        (await Node.RunAsync($"service {Node.Service} status")).MustSucceed();
    }

    [Fact]
    public async Task AServerThatDoesNotComeBack_OnAChange_ServesTheCertificateOfBefore()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var claim = await Tool.PrepareAsync(Second);
        var before = await ServerAndFilesAsync();

        AssertFailed(1, await Tool.ActivateAsync(claim, Second, s_deadly), $"serving {First.Fingerprint}");

        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());
        Assert.Equal(before, await ServerAndFilesAsync());
        (await Tool.RunAsync("verify")).MustSucceed();
    }

    [Fact]
    public async Task AReloadThatTheServerRefuses_SetsVariablesBack()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var claim = await Tool.PrepareAsync(Second);
        var before = await ServerAndFilesAsync();
        var pid = await Node.DatabasePidAsync();
        // The server cannot read what the tool, as root, can: seen by neither shell nor openssl.
        await using (await UnreadableKeyAsync())
        {
            // MariaDB has no variable of TLS that could be set without a restart.
            var configuration = Tool.IsMariaDb ? ServerConfiguration.Text() : ServerConfiguration.Text(ciphers: "ECDHE-RSA-AES256-GCM-SHA384");
            var activated = await Tool.ActivateAsync(claim, Second, configuration);
            Assert.Equal((1, Tool.IsMariaDb ? "" : "set: ssl_cipher = ECDHE-RSA-AES256-GCM-SHA384\n"), (activated.ExitCode, activated.Output));
            Assert.Contains("get private key", activated.Error, StringComparison.Ordinal);
            Assert.Contains("rolled back: ", activated.Error, StringComparison.Ordinal);
        }

        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());
        Assert.Equal(pid, await Node.DatabasePidAsync());
        Assert.Equal(before, await ServerAndFilesAsync());
    }

    /// <summary>The key of the generation to come belongs to root, and setpriv, by which the tool would notice, is away.</summary>
    private async Task<IAsyncDisposable> UnreadableKeyAsync()
    {
        var key = $"/var/lib/jelastic/keys/SSL-TLS/.generations/server-{Second.ServerGeneration}/server.key";
        (await Node.RunAsync($"chown root {key} && mv /usr/bin/setpriv /usr/bin/setpriv.away")).MustSucceed();
        return new Mend(async () => (await Node.RunAsync($"chown mysql {key} && mv /usr/bin/setpriv.away /usr/bin/setpriv")).MustSucceed());
    }

    private sealed class Mend(Func<Task> action) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await action();
    }
}

[Collection(NodeKind.MariaDb1011)]
public sealed class RolledBackOnMariaDb1011(MariaDb1011 fixture) : RolledBack(fixture);

[Collection(NodeKind.MySql97)]
public sealed class RolledBackOnMySql97(MySql97 fixture) : RolledBack(fixture);
