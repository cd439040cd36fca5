using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;
using Pulumi.Engine.Tests.Providers.Command;

namespace Pulumi.Engine.Tests.Faults;

/// <summary>Provider calls that never return, and heed no signal themselves.</summary>
[Trait("Scope", "thorough")]
public sealed class EndlessCommand : IAsyncLifetime
{
    /// <summary>Two that need nobody, and one that needs both.</summary>
    private const int Commands = 3;
    private FaultyStack _stack = null!;

    public async Task InitializeAsync()
    {
        _stack = await FaultyStack.CreateAsync(Commands);
        (await _stack.RunAsync("preview")).Must(0); // builds the program
    }

    public Task DisposeAsync()
    {
        _stack.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task IsEndedByTheSecondSignal_AndTheNextUpRepairs()
    {
        _stack.Hold();
        using var engine = _stack.StartUp();
        await Eventually.Is(() => _stack.Log.Length == 2);

        engine.Terminate();
        await Eventually.Is(() => engine.Printed.Contains("SIGTERM received; cancelling.", StringComparison.Ordinal));
        Assert.False(engine.HasEnded);
        Assert.True(_stack.IsLocked);

        engine.Terminate();
        (await engine.EndAsync()).Must(8).MustSay("SIGTERM received; terminating").MustSay("update cancelled");
        await _stack.NobodyIsLeftAsync();
        var state = await _stack.StateAsync();
        SnapshotIntegrity.Check(state);
        Assert.Equal(
            ["Creating c0", "Creating c1"],
            state.PendingOperations.Select(pending => $"{pending.Kind} {Urn.Name(pending.Resource.Urn)}").Order());
        Assert.False(_stack.IsLocked);
        _stack.RequireNoSecret();

        _stack.Release();
        (await _stack.UpAsync()).Must(0)
            .MustSay("Attempting to deploy or update resources with 2 pending operations from previous deployment.")
            .MustSay("::c0, interrupted while creating")
            .MustSay("::c1, interrupted while creating");
        Assert.Equal(["c0.1", "c1", "c2.1"], _stack.Files.Keys.Order());
        (await _stack.RunAsync("refresh", "--yes", "--skip-preview", "--clear-pending-creates")).Must(0);
        Assert.Empty((await _stack.StateAsync()).PendingOperations);
    }
}
