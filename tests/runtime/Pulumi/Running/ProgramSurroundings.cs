using Pulumi.Tests.Support;

namespace Pulumi.Tests.Running;

public sealed class ProgramSurroundings : ProgramTest
{
    [Fact]
    public async Task Instance_TellsWhatTheEngineSaid()
    {
        SetEnvironment("PULUMI_ORGANIZATION", "acme");
        SetEnvironment("PULUMI_ROOT_DIRECTORY", "/srv/project");
        var seen = "";

        await UpdateAsync(() =>
        {
            var instance = Deployment.Instance;
            seen = $"{instance.OrganizationName}/{instance.ProjectName}/{instance.StackName} {instance.RootDirectory}";
        });

        Assert.Equal("acme/vectors/dev /srv/project", seen);
    }

    [Theory]
    [InlineData("PULUMI_MONITOR")]
    [InlineData("PULUMI_STACK")]
    [InlineData("PULUMI_DRY_RUN")]
    [InlineData("PULUMI_PARALLEL")]
    public async Task ProgramStartedByHand_IsTold(string missing)
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(dryRun: true, () =>
        {
            SetEnvironment(missing, null);
            return Deployment.RunAsync(() => { });
        }));

        Assert.Equal("Program run without the Pulumi engine available; re-run using the `pulumi` CLI", e.Message);
    }

    [Fact]
    public async Task RunInsideRun_IsRefused()
    {
        var exitCode = await UpdateAsync(() => Deployment.RunAsync(() => { }).GetAwaiter().GetResult());

        Assert.Equal(32, exitCode);
        Assert.Contains("should only be set once", Assert.Single(Engine.Logs).Message);
    }

    [Fact]
    public async Task SecondRun_AfterTheFirst_IsADeploymentOfItsOwn()
    {
        Assert.Equal(32, await UpdateAsync(() => throw new RunException("first")));
        Assert.Equal(0, await UpdateAsync(() => { }));
    }

    [Fact]
    public void OutsideOfRun_ThereIsNoInstance_AndNoResource()
    {
        Assert.Throws<InvalidOperationException>(() => Deployment.Instance);
        Assert.Throws<InvalidOperationException>(() => new Thing("thing", new ThingArgs()));
    }

    [Fact]
    public async Task Stack_FromAServiceProvider()
    {
        Assert.Equal(0, await RunAsync(dryRun: false, () => Deployment.RunAsync<InjectedStack>(new Services(new Lazy<object>(() => new InjectedStack(3))))));
        Json.AssertEqual("""{ "size": 3 }""", Engine.Calls.OfType<Pulumirpc.RegisterResourceOutputsRequest>().Single().Outputs);

        Assert.Equal(32, await RunAsync(dryRun: false, () => Deployment.RunAsync<InjectedStack>(new Services(null))));
        Assert.Contains("InjectedStack: register it", Assert.Single(Engine.Logs).Message);
    }

    [Fact]
    public async Task StackTransformations_SeeEveryResource_AndMayChangeIt()
    {
        var seen = new List<string>();
        var options = new StackOptions
        {
            ResourceTransformations =
            {
                args =>
                {
                    seen.Add(args.Resource.GetResourceName());
                    return args.Args is ThingArgs ? new ResourceTransformationResult(new ThingArgs { Text = "changed" }, args.Options) : null;
                },
            },
        };

        await RunAsync(dryRun: false, () => Deployment.RunAsync(
            () =>
            {
                _ = new Group("group", null, "child");
                return Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
            },
            options));

        Assert.Equal(["vectors-dev", "group", "child"], seen);
        Assert.Equal("changed", Engine.Registration("child").Object.Fields["text"].StringValue);
    }

    private sealed class InjectedStack(int size) : Stack
    {
        [Output("size")]
        public Output<int> Size { get; private set; } = Output.Create(size);
    }

    private sealed class Services(Lazy<object>? stack) : IServiceProvider
    {
        public object? GetService(Type serviceType) => stack?.Value;
    }
}
