using Pulumi.Engine.Tests.Deployment.Support;
using Pulumi.Engine.Tests.Providers.Command;

namespace Pulumi.Engine.Tests.Faults;

/// <summary>A program that misbehaves after its resources were made: nothing is lost, and the next good program finds all.</summary>
[Trait("Scope", "thorough")]
public sealed class BadPrograms : IAsyncLifetime
{
    private const int Commands = 3;
    private FaultyStack _stack = null!;

    public async Task InitializeAsync()
    {
        _stack = await FaultyStack.CreateAsync(Commands);
        (await _stack.UpAsync()).Must(0);
    }

    public Task DisposeAsync()
    {
        _stack.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task EachLosesNothing()
    {
        (await BehavesAsync("throw")).Must(1).MustSay("the program throws");
        await RequireAllAsync();

        (await BehavesAsync("leave")).Must(1).MustSay("ended before");
        await RequireAllAsync();

        (await BehavesAsync("die")).Must(1).MustSay("non-zero exit code: 137");
        await RequireAllAsync();

        var printed = (await BehavesAsync("print")).Must(0);
        Assert.Contains(new string('o', 1 << 20), printed.Text, StringComparison.Ordinal);
        Assert.Contains(new string('e', 63), printed.Text, StringComparison.Ordinal);
        (await BehavesAsync("print binary")).Must(0);
        await RequireAllAsync();
    }

    [Fact]
    public async Task ThatHangs_IsEndedByOneSignal()
    {
        using var engine = _stack.StartUp("-c", "faults:behaviour=hang", "-c", "faults:edit=2");
        await Eventually.Is(() => _stack.Log.Count(line => line.StartsWith("update", StringComparison.Ordinal)) == Commands);

        engine.Terminate();

        (await engine.EndAsync()).Must(1).MustSay("SIGTERM received; cancelling.");
        await RequireAllAsync();
    }

    private Task<EngineResult> BehavesAsync(string behaviour) => _stack.UpAsync("-c", $"faults:behaviour={behaviour}");

    private async Task RequireAllAsync()
    {
        await _stack.NobodyIsLeftAsync();
        var state = await _stack.StateAsync();
        SnapshotIntegrity.Check(state);
        Assert.Empty(state.PendingOperations);
        Assert.False(_stack.IsLocked);
        Assert.Equal(Commands, state.Resources.Count(resource => resource.Type == "command:local:Command"));
        Assert.Equal(Commands, _stack.Files.Count);
    }
}
