using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>A <c>kill -9</c> of everything on this side, while a node is being worked on.</summary>
public sealed class EngineKilled : IAsyncLifetime
{
    private LabRun _lab = null!;
    private Stack _stack = null!;

    public async Task InitializeAsync()
    {
        _lab = await LabRun.StartAsync(new NodeSpec("db1", NodeKind.MariaDb118));
        _stack = await Stack.CreateAsync(_lab, "db1");
    }

    public async Task DisposeAsync()
    {
        _stack.Dispose();
        await _lab.DisposeAsync();
    }

    [Theory]
    [InlineData("/var/lib/encryption-in-transit/claim")]
    [InlineData("/var/lib/jelastic/keys/SSL-TLS/.generations")]
    [InlineData("/etc/mysql/conf.d/ssl-config.cnf")]
    public async Task AsSoonAsAFileAppears_TheNextUpConvergesAndDestroyRestores(string path)
    {
        var node = _lab.Nodes["db1"];
        var before = await node.SnapshotAsync();

        await KillWhenAsync(node, path, "up", "--yes");
        (await _stack.RunAsync("cancel", "--yes")).MustSucceed();
        (await _stack.UpAsync()).MustSucceed();
        (await _stack.RunAsync("preview", "--expect-no-changes")).MustSucceed();
        (await _stack.RunAsync("destroy", "--yes")).MustSucceed();

        Assert.Empty(before.ChangesTo(await node.SnapshotAsync()));
    }

    private async Task KillWhenAsync(LabNode node, string path, params string[] command)
    {
        using var kill = new CancellationTokenSource();
        var run = _stack.Start(kill.Token, command);
        await node.RunAsync($"timeout 120 sh -c 'until [ -e {path} ]; do sleep 0.01; done'");
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
