using System.Collections.Immutable;
using Pulumi.Testing;
using Pulumi.Tests.Support;
using Pulumi.Utilities;

namespace Pulumi.Tests.Testing;

public sealed class Mocks
{
    private readonly RecordingMocks mocks = new();

    [Fact]
    public async Task Inputs_ArriveUnwrapped_AndUnknownOnesDoNot()
    {
        await Deployment.TestAsync(mocks, new TestOptions(), () =>
        {
            _ = new Thing("thing", new ThingArgs
            {
                Text = Output.CreateSecret("s"),
                Number = 7,
                List = { "a", Output.CreateSecret("b") },
                Map = { { "k", "v" } },
                Ratio = OutputUtilities.CreateUnknown(1.0),
            });
        });

        var thing = Assert.Single(mocks.Resources);
        Assert.Equal(("test:index:Thing", "thing"), (thing.Type, thing.Name));
        Assert.Equal(["list", "map", "number", "text"], thing.Inputs.Keys.Order());
        Assert.Equal("s", thing.Inputs["text"]);
        Assert.Equal(7.0, thing.Inputs["number"]);
        Assert.Equal(["a", "b"], Assert.IsType<ImmutableArray<object>>(thing.Inputs["list"]).AsEnumerable());
        Assert.Equal("v", Assert.IsType<ImmutableDictionary<string, object>>(thing.Inputs["map"])["k"]);
    }

    [Fact]
    public async Task Resources_AreReturnedInOrder_WithoutTheStack_AndWithTheMocksOutputs()
    {
        mocks.State = args => args.Inputs.Add("made", $"{args.Name} made");

        var (resources, outputs) = await Deployment.TestAsync(mocks, new TestOptions(), () =>
        {
            var group = new Group("group", null, "a", "b");
            return new Dictionary<string, object?> { ["made"] = group.Things[1].Made };
        });

        Assert.Equal(["group", "a", "b"], resources.Select(resource => resource.GetResourceName()));
        Assert.Equal("b made", await OutputUtilities.GetValueAsync(Assert.IsType<Output<string>>(outputs["made"])));
        Assert.Equal(
            "urn:pulumi:stack::project::pulumi:pulumi:Stack$test:index:Thing::b",
            await OutputUtilities.GetValueAsync(resources[2].Urn));
        Assert.Equal("b-id", await OutputUtilities.GetValueAsync(((Thing)resources[2]).Id));
        Assert.Equal(["group", "a", "b"], mocks.Resources.Select(resource => resource.Name));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task OutputsTheMockDoesNotGive_AreKnownOnlyInAnUpdate(bool? isPreview, bool isKnown)
    {
        var resources = await Deployment.TestAsync(
            mocks, new TestOptions { IsPreview = isPreview }, () => { _ = new Thing("thing", new ThingArgs()); });

        Assert.Equal(isKnown, await OutputUtilities.GetIsKnownAsync(((Thing)resources.Single()).Made));
    }

    [Fact]
    public async Task SecretInputs_StaySecretForTheirUsers()
    {
        Output<string?> text = null!;
        await Deployment.TestAsync(mocks, new TestOptions(), () =>
        {
            var source = Output.CreateSecret("s");
            var first = new Thing("first", new ThingArgs { Text = source });
            text = Output.Tuple(first.Urn, source).Apply(both => (string?)both.Item2);
        });

        Assert.True(await Output.IsSecretAsync(text));
    }

    [Fact]
    public async Task Errors_AreThrown_LoggedOnesToo()
    {
        var e = await Assert.ThrowsAsync<RunException>(() => TestAsync(() => Log.Error("logged")));
        Assert.Equal("logged", e.Message);

        e = await Assert.ThrowsAsync<RunException>(() => TestAsync(() => throw new RunException("thrown")));
        Assert.Equal("thrown", e.Message);

        e = await Assert.ThrowsAsync<RunException>(() => TestAsync(() => new Thing("t", new ThingArgs()).Urn.Apply(Throw)));
        Assert.Contains("in apply", e.Message);

        var all = await Assert.ThrowsAsync<AggregateException>(() => TestAsync(() =>
        {
            Log.Error("one");
            Log.Error("two");
        }));
        Assert.Equal(["one", "two"], all.InnerExceptions.Select(inner => inner.Message));

        Assert.Equal(0, Environment.ExitCode);

        static int Throw(string urn) => throw new InvalidOperationException("in apply");
    }

    [Fact]
    public async Task ErrorOfTheMock_FailsTheTest()
    {
        mocks.State = _ => throw new InvalidOperationException("no such thing");
        var e = await Assert.ThrowsAsync<RunException>(() => TestAsync(() => _ = new Thing("thing", new ThingArgs())));
        Assert.Contains("no such thing", e.Message);
    }

    [Fact]
    public async Task StackClass_IsReturnedWithItsResources_AndItsOutputsAreRegistered()
    {
        var resources = await Deployment.TestAsync<ThingStack>(mocks, new TestOptions { ProjectName = "p", StackName = "s" });

        Assert.Equal(["p-s", "thing"], resources.Select(resource => resource.GetResourceName()));
        Assert.Equal("exported", await OutputUtilities.GetValueAsync(mocks.Outputs["urn:pulumi:s::p::pulumi:pulumi:Stack::p-s"]["text"]));
    }

    [Fact]
    public async Task ReadAndImportedResources_CarryTheirIds()
    {
        await TestAsync(() =>
        {
            _ = new Thing("read", new ThingArgs(), new CustomResourceOptions { Id = "i-1" });
            _ = new Thing("imported", new ThingArgs(), new CustomResourceOptions { ImportId = "i-2" });
        });

        Assert.Equal(["i-1", "i-2"], mocks.Resources.Select(resource => resource.Id));
    }

    [Fact]
    public async Task TestsSideBySide_DoNotMeet()
    {
        var names = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var name = "";
            await Deployment.TestAsync(new RecordingMocks(), new TestOptions { StackName = $"s{i}" }, async () =>
            {
                await Task.Yield();
                name = Deployment.Instance.StackName;
            });
            return name;
        }));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"s{i}"), names);
    }

    private Task<ImmutableArray<Resource>> TestAsync(Action program) => Deployment.TestAsync(mocks, new TestOptions(), program);

    private sealed class ThingStack : Stack
    {
        public ThingStack() => Text = new Thing("thing", new ThingArgs { Text = "exported" }).Text;

        [Output("text")]
        public Output<string?> Text { get; private set; }
    }

    private sealed class RecordingMocks : IMocks
    {
        public List<MockResourceArgs> Resources { get; } = [];

        public Dictionary<string, ImmutableDictionary<string, Output<object?>>> Outputs { get; } = [];

        public Func<MockResourceArgs, object> State { get; set; } = args => args.Inputs;

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            Resources.Add(args);
            return Task.FromResult<(string?, object)>(($"{args.Name}-id", State(args)));
        }

        public Task<object> CallAsync(MockCallArgs args) => throw new NotSupportedException("Nothing calls.");

        public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
        {
            Outputs[args.Urn] = args.Outputs;
            return Task.CompletedTask;
        }
    }
}
