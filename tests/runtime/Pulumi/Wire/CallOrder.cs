using Pulumi.Tests.Support;

namespace Pulumi.Tests.Wire;

public sealed class CallOrder : ProgramTest
{
    [Fact]
    public async Task EmptyProgram_RegistersStackAndItsOutputs_ThenWaitsForEngine()
    {
        var exitCode = await UpdateAsync(() => { });

        Assert.Equal(0, exitCode);
        Assert.Equal(
            [
                "SupportsFeature resourceReferences",
                "SupportsFeature aliasSpecs",
                "RegisterResource pulumi:pulumi:Stack vectors-dev",
                "RegisterResourceOutputs vectors-dev",
                "SignalAndWaitForShutdown",
            ],
            Engine.Sequence);
        Json.AssertEqual(
            """
            { "type": "pulumi:pulumi:Stack", "name": "vectors-dev", "object": {}, "acceptSecrets": true, "acceptResources": true,
              "supportsResultReporting": true, "hooks": {} }
            """,
            Engine.Registration("vectors-dev"));
    }

    [Fact]
    public async Task Children_AreRegisteredAfterTheirParentAnswered()
    {
        var parentAnswered = false;
        Engine.OnRegister = async request =>
        {
            if (request.Name == "group")
            {
                await Task.Yield();
                parentAnswered = true;
            }
            else if (request.Name is "a" or "b")
            {
                Assert.True(parentAnswered);
            }

            return RecordingEngine.Created(request, request.Object);
        };

        var exitCode = await UpdateAsync(() => _ = new Group("group", null, "a", "b"));

        Assert.Equal(0, exitCode);
        Assert.Equal("urn:pulumi:dev::vectors::test:index:Group::group", Engine.Registration("b").Parent);
    }

    [Fact]
    public async Task Dependent_IsRegisteredAfterWhatItDependsOnAnswered()
    {
        var release = new TaskCompletionSource();
        Engine.OnRegister = async request =>
        {
            if (request.Name == "first")
            {
                await release.Task;
            }
            else if (request.Name == "independent")
            {
                Assert.DoesNotContain(Engine.Registrations, other => other.Name == "second");
                release.SetResult();
            }

            return RecordingEngine.Created(request, request.Object);
        };

        var exitCode = await UpdateAsync(() =>
        {
            var first = new Thing("first", new ThingArgs());
            _ = new Thing("second", new ThingArgs(), new CustomResourceOptions { DependsOn = { first } });
            _ = new Thing("independent", new ThingArgs());
        });

        Assert.Equal(0, exitCode);
        Assert.Equal("second", Engine.Registrations[^1].Name);
    }

    [Fact]
    public async Task MoreThanAHundredRegistrationsAtATime_AllArrive()
    {
        var arrived = 0;
        var all = new TaskCompletionSource();
        Engine.OnRegister = async request =>
        {
            if (request.Custom)
            {
                if (Interlocked.Increment(ref arrived) == 150)
                {
                    all.SetResult();
                }

                await all.Task;
            }

            return RecordingEngine.Created(request, request.Object);
        };

        var exitCode = await UpdateAsync(() =>
        {
            for (var i = 0; i < 150; i++)
            {
                _ = new Thing($"thing{i}", new ThingArgs());
            }
        });

        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task ResourceWithId_IsRead()
    {
        await UpdateAsync(() => _ = new Thing("known", new ThingArgs { Text = "hint" }, new CustomResourceOptions { Id = "i-1", Version = "1.0.0" }));

        Json.AssertEqual(
            """
            { "id": "i-1", "type": "test:index:Thing", "name": "known", "parent": "urn:pulumi:dev::vectors::pulumi:pulumi:Stack::vectors-dev",
              "properties": { "text": "hint" }, "version": "1.0.0", "acceptSecrets": true, "acceptResources": true }
            """,
            Engine.Calls.OfType<Pulumirpc.ReadResourceRequest>().Single());
    }

    [Fact]
    public async Task Program_RequiringAVersionTheEngineIsNot_EndsWithTheEnginesReason()
    {
        var exitCode = await UpdateAsync(async () =>
        {
            await Deployment.RequirePulumiVersionAsync(">=3.0.0");
            await Deployment.RequirePulumiVersionAsync(">=4.0.0");
            return new Dictionary<string, object?>();
        });

        Assert.Equal(32, exitCode);
        Assert.Equal("3.274.1 is not in >=4.0.0", Assert.Single(Engine.Logs).Message);
    }
}
