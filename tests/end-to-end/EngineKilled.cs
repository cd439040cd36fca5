using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>A <c>kill -9</c> of everything on this side, while a node is being worked on.</summary>
[Trait("Scope", "thorough")]
public sealed class EngineKilled() : OneNode(NodeKind.MariaDb118)
{
    [Theory]
    [InlineData("/var/lib/encryption-in-transit/claim")]
    [InlineData("/var/lib/jelastic/keys/SSL-TLS/.generations")]
    [InlineData("/etc/mysql/conf.d/ssl-config.cnf")]
    public async Task AsSoonAsAFileAppears_TheNextUpConvergesAndDestroyRestores(string path)
    {
        var before = await Node.SnapshotAsync();

        await KillWhenAsync(path, "up", "--yes");
        (await Stack.RunAsync("cancel", "--yes")).MustSucceed();
        (await Stack.UpAsync()).MustSucceed();
        (await Stack.RunAsync("preview", "--expect-no-changes")).MustSucceed();
        (await Stack.RunAsync("destroy", "--yes")).MustSucceed();

        Assert.Empty(before.ChangesTo(await Node.SnapshotAsync()));
    }

    private async Task KillWhenAsync(string path, params string[] command)
    {
        using var kill = new CancellationTokenSource();
        var run = Stack.StartAsync(kill.Token, command);
        await Node.RunAsync($"timeout 120 sh -c 'until [ -e {path} ]; do sleep 0.01; done'");
        await kill.CancelAsync();
        try
        {
            await run;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Assert.Fail($"The engine ended before {path} appeared.");
    }
}
