using Pulumi.Engine.Backend;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Backend;

public sealed class Locks : IAsyncLifetime
{
    private TemporaryBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await TemporaryBackend.CreateAsync();

    public Task DisposeAsync()
    {
        _backend.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Second_IsRefused_AndToldWhoHasIt()
    {
        using var first = await TakeAsync();

        var e = await Assert.ThrowsAsync<BackendException>(TakeAsync);

        var lines = e.Message.Split('\n');
        Assert.Equal(
            "the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.",
            lines[0]);
        Assert.Matches(
            $@"^  file://{_backend.Folder}/\.pulumi/locks/organization/demo/dev/[0-9a-f-]+\.json\?no_tmp_dir=true: " +
            $@"created by .+@.+ \(pid {Environment.ProcessId}\) at \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\S+$",
            lines[1]);
    }

    [Fact]
    public async Task ManyAtTheSameInstant_ExactlyOneHasIt()
    {
        const int processes = 8;
        for (var round = 0; round < 10; round++)
        {
            using var together = new Barrier(processes);
            var attempts = Enumerable.Range(0, processes).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return TakeAsync();
                },
                TaskCreationOptions.LongRunning).Unwrap()).ToList();

            await Task.WhenAny(Task.WhenAll(attempts));

            var winner = Assert.Single(attempts, attempt => attempt.IsCompletedSuccessfully);
            Assert.All(attempts.Where(attempt => attempt != winner), attempt =>
                Assert.Contains("currently locked", Assert.IsType<BackendException>(attempt.Exception!.InnerException).Message, StringComparison.Ordinal));
            (await winner).Dispose();
        }
    }

    [Fact]
    public async Task Released_IsFree()
    {
        (await TakeAsync()).Dispose();

        using var again = await TakeAsync();

        Assert.Null(again.Problem);
    }

    [Fact]
    public async Task Cancelled_IsFree_AndTheOwnerSaysSoAtItsEnd()
    {
        var first = await TakeAsync();
        await _backend.Backend.CancelAsync(TemporaryBackend.Stack, CancellationToken.None);
        (await TakeAsync()).Dispose();

        first.Dispose();

        Assert.StartsWith("there was a problem deleting the lock at file://", first.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_WhileItsOwnerWorks_NobodyElseWrites()
    {
        using var store = _backend.OpenStore();
        await store.AppendAsync([new(0, null, [new ResourceWrite(0, TemporaryBackend.Resource("a"))])], CancellationToken.None);
        await _backend.Backend.CancelAsync(TemporaryBackend.Stack, CancellationToken.None);

        var e = await Assert.ThrowsAsync<BackendException>(() => _backend.State.RecoverAsync(CancellationToken.None));
        Assert.Throws<BackendException>(() => _backend.Backend.Remove(TemporaryBackend.Stack));
        await store.SaveAsync(await _backend.ReadAsync(), CancellationToken.None);

        Assert.Equal("another process still works on 'dev', although its lock was deleted: wait until it ends, or end it", e.Message);
        Assert.Single((await _backend.ReadAsync()).Resources);
    }

    private Task<StackLock> TakeAsync() => _backend.Backend.LockAsync(TemporaryBackend.Stack, TimeProvider.System, CancellationToken.None);
}
