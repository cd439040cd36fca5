using Pulumi.Engine.Deployment;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class ParallelTests
{
    private readonly TestStack _stack = new();
    private int _now;
    private int _most;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_operations_run_at_once_than_allowed(int parallel)
    {
        _stack.Cloud.Before = CountAsync;

        await _stack.UpAsync(Ten, o => o with { Parallel = parallel });
        Assert.InRange(_most, 1, parallel);

        _most = 0;
        await _stack.DestroyAsync(o => o with { Parallel = parallel });
        Assert.InRange(_most, 1, parallel);
    }

    [Fact]
    public async Task Independent_operations_run_side_by_side()
    {
        var all = new TaskCompletionSource();
        _stack.Cloud.Before = async (_, _) =>
        {
            if (Interlocked.Increment(ref _now) == 10)
                all.SetResult();
            await all.Task; // ends only if all ten are under way
        };

        var result = await _stack.UpAsync(Ten);

        Assert.Equal(11, result.Changes[StepOp.Create]);
    }

    [Fact]
    public async Task One_at_a_time_goes_backwards_through_the_state()
    {
        await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("a");
            await p.ThingAsync("b");
            await p.ThingAsync("c");
        });

        await _stack.DestroyAsync(o => o with { Parallel = 1 });

        Assert.Equal(["delete c", "delete b", "delete a"], _stack.Cloud.Changes);
    }

    private static Task Ten(TestProgram program) =>
        Task.WhenAll(Enumerable.Range(0, 10).Select(i => program.ThingAsync($"t{i}")));

    private async Task CountAsync(string call, CancellationToken cancel)
    {
        var now = Interlocked.Increment(ref _now);
        lock (_stack)
            _most = Math.Max(_most, now);
        await Task.Yield();
        Interlocked.Decrement(ref _now);
    }
}
