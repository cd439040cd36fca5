using Pulumi.Engine.Tests.Deployment.Support;
using Pulumi.Engine.Tests.Providers.Command;

namespace Pulumi.Engine.Tests.Faults;

/// <summary>Two engines at once on one stack.</summary>
[Trait("Scope", "thorough")]
public sealed class TwoEngines : IAsyncLifetime
{
    /// <summary>Two that need nobody, and one that needs both.</summary>
    private const int Commands = 3;
    private FaultyStack _stack = null!;

    public async Task InitializeAsync()
    {
        _stack = await FaultyStack.CreateAsync(Commands);
        (await _stack.RunAsync("preview")).Must(0); // builds the program
        _stack.Hold();
    }

    public Task DisposeAsync()
    {
        _stack.Release();
        _stack.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task TheSecondIsToldWhoWorks_AndTheFirstLosesNothing()
    {
        using var first = _stack.StartUp();
        await Eventually.Is(() => _stack.Log.Length == 2);
        var pending = (await _stack.StateAsync()).PendingOperations.Length;

        foreach (var command in (string[][])
        [
            ["up", "--skip-preview"], ["destroy", "--yes"], ["refresh", "--yes"], ["stack", "rm", "--yes", "--force"],
            ["stack", "rename", "other"], ["state", "unprotect", "--all", "--yes"],
        ])
        {
            (await _stack.RunAsync(command)).Must(1)
                .MustSay("the stack is currently locked by 1 lock(s)").MustSay($"(pid {first.Id})");
        }

        Assert.Equal(2, pending);
        Assert.Equal(pending, (await _stack.StateAsync()).PendingOperations.Length);
        Assert.True(_stack.IsLocked);
        await RequireEndsWellAsync(first);
    }

    [Fact]
    public async Task AtTheSameInstant_ExactlyOneWorks()
    {
        using var one = _stack.StartUp();
        using var other = _stack.StartUp();
        await Eventually.Is(() => one.HasEnded != other.HasEnded && _stack.Log.Length == 2);
        var (winner, loser) = one.HasEnded ? (other, one) : (one, other);

        (await loser.EndAsync()).Must(1).MustSay("the stack is currently locked by");
        await RequireEndsWellAsync(winner);
    }

    private async Task RequireEndsWellAsync(EngineProcess engine)
    {
        _stack.Release();
        (await engine.EndAsync()).Must(0);
        var state = await _stack.StateAsync();
        SnapshotIntegrity.Check(state);
        Assert.Empty(state.PendingOperations);
        Assert.False(_stack.IsLocked);
        Assert.Equal(["create c0 1", "create c1 1", "create c2 1"], _stack.Log.Order());
        Assert.Equal(Commands, _stack.Files.Count);
    }
}
