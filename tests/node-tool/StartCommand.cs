using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>A server that no service of a usual name starts.</summary>
[Collection(NodeKind.MariaDb1011)]
[Trait("Scope", "thorough")]
public sealed class StartCommand(MariaDb1011 fixture) : NodeToolTest(fixture)
{
    private const string ByHand = "/etc/init.d/orders-database";

    [Fact]
    public async Task IsRecordedWithTheClaim_AndUsedToActivate_RollBackAndRelease()
    {
        await using var _ = await RenamedServiceAsync();
        var claim = await Tool.PrepareAsync(First);
        AssertFailed(1, await Tool.ActivateAsync(claim, First), "neither systemd nor an init script starts this server; nothing was touched", "set database.startCommand");

        (await ClaimAsync($"{ByHand} start")).MustSucceed();
        (await Tool.ActivateAsync(claim, First)).MustSucceed();
        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());

        // The server does not start with this, and comes back with what was before.
        var failed = await Tool.ActivateAsync(claim, First, ServerConfiguration.Text(extra: "innodb_data_home_dir=/nowhere"));
        Assert.Contains("rolled back", failed.Error, StringComparison.Ordinal);
        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());

        (await Tool.ReleaseAsync()).MustSucceed();
        Assert.Equal("", await Tool.ServedAsync());
    }

    [Fact]
    public async Task ThatIsNoCommand_IsRefused() =>
        AssertFailed(2, await ClaimAsync("mysqld_start --now"), "\"mysqld_start\" is no command on this node; nothing was touched", "database.startCommand");

    [Fact]
    public async Task CanBeTakenOutAgain()
    {
        (await ClaimAsync("true")).MustSucceed();
        (await ClaimAsync(startCommand: null)).MustSucceed();

        (await Tool.EncryptAsync(First)).MustSucceed();
    }

    private Task<CommandOutput> ClaimAsync(string? startCommand) => Tool.RunAsync("claim", Requests.Text(
        [$"owner: {Requests.Owner}", $"server: {Node.Server}", .. startCommand is null ? [] : new[] { $"start-command: {startCommand}" }]));

    private async Task<IAsyncDisposable> RenamedServiceAsync()
    {
        (await Node.RunAsync($"mv /etc/init.d/{Node.Service} {ByHand}")).MustSucceed();
        return new Renamed(Node);
    }

    private sealed class Renamed(LabNode node) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => (await node.RunAsync($"mv {ByHand} /etc/init.d/{node.Service}")).MustSucceed();
    }
}
