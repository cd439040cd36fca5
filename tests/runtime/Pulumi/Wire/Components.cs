using Pulumi.Tests.Support;

namespace Pulumi.Tests.Wire;

public sealed class Components : ProgramTest
{
    [Fact]
    public async Task Component_SendsItsArguments_AndTheOutputsItMarks()
    {
        await UpdateAsync(() => _ = new Group("group", null, "a", "b"));

        Json.AssertEqual(
            """
            { "type": "test:index:Group", "name": "group", "parent": "urn:pulumi:dev::vectors::pulumi:pulumi:Stack::vectors-dev",
              "object": { "size": 2 }, "propertyDependencies": { "size": {} }, "acceptSecrets": true, "acceptResources": true,
              "supportsResultReporting": true, "hooks": {} }
            """,
            Engine.Registration("group"));
        Json.AssertEqual("""{ "first": "a", "Count": 1 }""", OutputsOf("group"));
    }

    [Fact]
    public async Task StackOutputs_KeepSecretsAndUnknowns()
    {
        Engine.OnRegister = request => Task.FromResult(RecordingEngine.Created(request, new()));

        await RunAsync(dryRun: true, () => Deployment.RunAsync(() => new Dictionary<string, object?>
        {
            ["plain"] = new[] { 1, 2 },
            ["secret"] = Output.CreateSecret("s"),
            ["unknown"] = new Thing("thing", new ThingArgs()).Made,
            ["nothing"] = null,
        }));

        Json.AssertEqual(
            """
            { "plain": [1, 2], "secret": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "s" },
              "unknown": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }
            """,
            OutputsOf("vectors-dev"));
    }

    [Fact]
    public async Task StackClass_ExportsItsMarkedProperties()
    {
        await RunAsync(dryRun: false, Deployment.RunAsync<ExportingStack>);

        Json.AssertEqual("""{ "address": "10.0.0.1" }""", OutputsOf("vectors-dev"));
    }

    [Fact]
    public async Task StackClass_WithAnUnassignedOutput_EndsTheProgram_NamingIt()
    {
        var exitCode = await RunAsync(dryRun: false, Deployment.RunAsync<ForgetfulStack>);

        Assert.Equal(32, exitCode);
        Assert.StartsWith("Output(s) 'Forgotten' have no value assigned.", Assert.Single(Engine.Logs).Message);
    }

    private Google.Protobuf.WellKnownTypes.Struct OutputsOf(string name)
        => Engine.Calls.OfType<Pulumirpc.RegisterResourceOutputsRequest>().Single(call => call.Urn.EndsWith($"::{name}", StringComparison.Ordinal)).Outputs;

    private sealed class ExportingStack : Stack
    {
        public ExportingStack() => Address = Output.Create("10.0.0.1");

        [Output("address")]
        public Output<string> Address { get; private set; }
    }

    private sealed class ForgetfulStack : Stack
    {
        [Output]
        public Output<string> Forgotten { get; private set; } = null!;
    }
}
