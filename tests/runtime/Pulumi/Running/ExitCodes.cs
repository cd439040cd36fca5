using Grpc.Core;
using Pulumi.Tests.Support;

namespace Pulumi.Tests.Running;

public sealed class ExitCodes : ProgramTest
{
    [Fact]
    public async Task Exception_Is32_IsReportedOnceWithItsStack_AndTheEngineIsNotWaitedFor()
    {
        var exitCode = await UpdateAsync(() => throw new InvalidOperationException("out of order"));

        AssertFailed(exitCode);
        var log = Assert.Single(Engine.Logs);
        Assert.Equal(Pulumirpc.LogSeverity.Error, log.Severity);
        Assert.Contains("failed with an unhandled exception:\nSystem.InvalidOperationException: out of order\n   at ", log.Message);
    }

    [Fact]
    public async Task RunException_IsReportedWithItsMessageOnly()
    {
        AssertFailed(await UpdateAsync(() => throw new RunException("set the key")));
        Assert.Equal("set the key", Assert.Single(Engine.Logs).Message);
    }

    [Fact]
    public async Task ResourceException_IsReportedAtItsResource()
    {
        AssertFailed(await UpdateAsync(async () =>
        {
            await Task.Yield();
            throw new ResourceException("bad", new Thing("thing", new ThingArgs()), hideStack: true);
        }));

        var log = Assert.Single(Engine.Logs);
        Assert.Equal("bad", log.Message);
        Assert.Equal("urn:pulumi:dev::vectors::test:index:Thing::thing", log.Urn);
    }

    [Fact]
    public async Task ApplyThatThrows_Is32()
    {
        static int Throw(string urn) => throw new InvalidOperationException("in apply");

        AssertFailed(await UpdateAsync(() => { new Thing("thing", new ThingArgs()).Urn.Apply(Throw); }));
        Assert.Contains("in apply", Assert.Single(Engine.Logs).Message);
    }

    [Fact]
    public async Task RefusedRegistration_Is32_ReportedOnce_AlsoIfOthersDependOnIt()
    {
        Engine.OnRegister = request => request.Name == "refused"
            ? throw new RpcException(new Status(StatusCode.Unknown, "resource registration failed"))
            : Task.FromResult(RecordingEngine.Created(request, request.Object));

        AssertFailed(await UpdateAsync(() =>
        {
            var refused = new Thing("refused", new ThingArgs());
            _ = new Thing("dependent", new ThingArgs { Text = refused.Made });
        }));

        Assert.Equal("the engine refused a call of the program: resource registration failed (Unknown)", Assert.Single(Engine.Logs).Message);
        Assert.DoesNotContain(Engine.Registrations, request => request.Name == "dependent");
    }

    [Fact]
    public async Task CancelledApply_Is32()
        => AssertFailed(await UpdateAsync(() => Output.Create(1).Apply(_ => Task.FromCanceled(new CancellationToken(canceled: true)))));

    [Fact]
    public async Task LoggedError_Is1_AfterTheRestOfTheProgram()
    {
        var exitCode = await UpdateAsync(() =>
        {
            Log.Error("one");
            Log.Info("two");
            _ = new Thing("thing", new ThingArgs());
        });

        Assert.Equal(1, exitCode);
        Assert.Equal(1, Environment.ExitCode);
        Assert.Equal(["one", "two"], Engine.Logs.Select(log => log.Message));
        Assert.Contains("RegisterResourceOutputs vectors-dev", Engine.Sequence);
        Assert.DoesNotContain("SignalAndWaitForShutdown", Engine.Sequence);
        Assert.Single(Engine.Registrations, request => request.Name == "thing");
    }

    [Fact]
    public async Task EngineThatRefusesMessages_Is1()
    {
        Engine.OnLog = _ => throw new RpcException(new Status(StatusCode.Unavailable, "gone"));
        Assert.Equal(1, await UpdateAsync(() => Log.Info("anybody?")));
    }

    [Fact]
    public async Task EngineThatFailsAtTheEnd_Is32()
    {
        Engine.OnShutdown = () => throw new RpcException(new Status(StatusCode.Internal, "delete failed"));
        Assert.Equal(32, await UpdateAsync(() => { }));
        Assert.Contains("delete failed", Assert.Single(Engine.Logs).Message);
    }

    [Fact]
    public async Task EngineWithoutTheLastCall_Is0()
    {
        Engine.OnShutdown = () => throw new RpcException(new Status(StatusCode.Unimplemented, ""));
        Assert.Equal(0, await UpdateAsync(() => { }));
    }

    [Fact]
    public async Task Messages_AboutAResource_CarryItsUrn()
    {
        await UpdateAsync(() => Log.Warn("careful", new Thing("thing", new ThingArgs()), streamId: 3, ephemeral: true));

        Json.AssertEqual(
            """{ "severity": "WARNING", "message": "careful", "urn": "urn:pulumi:dev::vectors::test:index:Thing::thing", "streamId": 3, "ephemeral": true }""",
            Assert.Single(Engine.Logs));
    }

    private void AssertFailed(int exitCode)
    {
        Assert.Equal(32, exitCode);
        Assert.Equal(32, Environment.ExitCode);
        Assert.DoesNotContain("SignalAndWaitForShutdown", Engine.Sequence);
    }

    private Task<int> UpdateAsync(Func<Task> program) => RunAsync(dryRun: false, () => Deployment.RunAsync(program));
}
