using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class InterruptionTests
{
    private readonly TestStack _stack = new();

    [Theory]
    [InlineData("create b", PendingOperationKind.Creating)]
    [InlineData("update a", PendingOperationKind.Updating)]
    [InlineData("delete old", PendingOperationKind.Deleting)]
    public async Task A_kill_in_the_middle_of_an_operation_leaves_it_pending_in_the_state(string call, PendingOperationKind kind)
    {
        await _stack.UpAsync(Before);
        Snapshot? onDisk = null;
        _stack.Cloud.Before = (actual, _) =>
        {
            if (actual == call)
                onDisk = _stack.Store.Last; // what a kill -9 at this moment would leave
            return Task.CompletedTask;
        };

        await _stack.UpAsync(After);

        var pending = Assert.Single(onDisk!.PendingOperations, p => p.Kind == kind);
        Assert.Equal(call.Split(' ')[1], Urn.Name(pending.Resource.Urn));
        Assert.Empty(_stack.State.PendingOperations);
    }

    [Fact]
    public async Task The_next_up_warns_of_a_pending_create_runs_it_anew_and_keeps_the_warning()
    {
        await _stack.UpAsync(Before);
        _stack.State = _stack.State with { PendingOperations = [Pending("b", PendingOperationKind.Creating)] };

        var result = await _stack.UpAsync(After);

        Assert.Equal(DeploymentOutcome.Succeeded, result.Outcome);
        Assert.Contains("create b", _stack.Cloud.Changes);
        Assert.Contains($"  * {TestStack.UrnOf("b")}, interrupted while creating", Warning());
        Assert.Single(_stack.State.PendingOperations);

        await _stack.RefreshAsync(o => o with { ClearPendingCreates = true });
        Assert.Empty(_stack.State.PendingOperations);
    }

    [Theory]
    [InlineData(PendingOperationKind.Updating)]
    [InlineData(PendingOperationKind.Deleting)]
    public async Task A_pending_update_or_delete_goes_away_with_the_next_up(PendingOperationKind kind)
    {
        await _stack.UpAsync(Before);
        _stack.State = _stack.State with { PendingOperations = [Pending("a", kind)] };

        await _stack.UpAsync(After);

        Assert.Contains("interrupted while", Warning());
        Assert.Empty(_stack.State.PendingOperations);
    }

    [Fact]
    public async Task A_preview_says_nothing_of_it()
    {
        _stack.State = _stack.State with { PendingOperations = [Pending("a", PendingOperationKind.Creating)] };

        await _stack.PreviewAsync(Before);

        Assert.DoesNotContain(_stack.Events.All, e => e is EngineEvent.Diagnostic);
    }

    [Fact]
    public async Task The_first_signal_lets_running_operations_end_and_starts_no_other()
    {
        _stack.Cloud.Before = async (call, cancel) =>
        {
            await _stack.SoftCancel.CancelAsync();
            await Task.Yield();
            cancel.ThrowIfCancellationRequested(); // is not asked to stop
        };

        var result = await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("a");
            await p.ThingAsync("b");
        });

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Equal(["create a"], _stack.Cloud.Changes);
        Assert.Equal(["a"], _stack.Names);
        Assert.Empty(_stack.State.PendingOperations);
    }

    [Fact]
    public async Task The_second_signal_ends_at_once_and_the_operation_stays_pending()
    {
        var never = new TaskCompletionSource();
        _stack.Cloud.Before = async (_, _) =>
        {
            await _stack.HardCancel.CancelAsync();
            await never.Task; // does not even listen
        };

        var result = await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.Equal(DeploymentOutcome.Cancelled, result.Outcome);
        Assert.Equal("a", Urn.Name(Assert.Single(_stack.State.PendingOperations).Resource.Urn));
        Assert.Empty(_stack.Names);
        never.SetResult();
    }

    [Fact]
    public async Task An_operation_that_heeds_the_second_signal_stays_pending_as_well()
    {
        _stack.Cloud.Before = async (_, cancel) =>
        {
            await _stack.HardCancel.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        };

        await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.Single(_stack.State.PendingOperations);
    }

    [Fact]
    public async Task A_state_that_cannot_be_written_stops_the_operation_before_it_begins()
    {
        await _stack.UpAsync(Before);
        var host = new FunctionHost(async p =>
        {
            _stack.Store.BeforeWrite = () => throw new IOException("No space left on device");
            await p.ThingAsync("b");
        });

        var result = await _stack.RunAsync(host, new() { Kind = DeploymentKind.Update });

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Contains(_stack.Events.Errors, error => error.Contains("No space left on device"));
    }

    [Fact]
    public async Task A_program_that_fails_deletes_nothing()
    {
        await _stack.UpAsync(Before);

        var result = await _stack.RunAsync(new FunctionHost(_ => Task.CompletedTask) { ExitCode = 7 }, new() { Kind = DeploymentKind.Update });

        Assert.Equal(DeploymentOutcome.Failed, result.Outcome);
        Assert.Empty(_stack.Cloud.Changes);
        Assert.Equal(2, _stack.Names.Count());
        Assert.Contains("non-zero exit code: 7", Assert.Single(_stack.Events.Errors));
    }

    private static PendingOperation Pending(string name, PendingOperationKind kind) =>
        new(new() { Urn = TestStack.UrnOf(name), Custom = true, Type = "fake:index:Thing" }, kind);

    private string Warning() =>
        Assert.Single(_stack.Events.All.OfType<EngineEvent.Diagnostic>(), d => d.Severity is DiagnosticSeverity.Warning).Message;

    private static async Task Before(TestProgram program)
    {
        await program.ThingAsync("a", [("text", "one")]);
        await program.ThingAsync("old");
    }

    private static async Task After(TestProgram program)
    {
        await program.ThingAsync("a", [("text", "two")]);
        await program.ThingAsync("b");
    }
}
