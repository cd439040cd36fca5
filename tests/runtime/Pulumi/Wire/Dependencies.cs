using System.Collections.Immutable;
using Pulumi.Tests.Support;
using Pulumi.Utilities;

namespace Pulumi.Tests.Wire;

public sealed class Dependencies : ProgramTest
{
    private const string A = "urn:pulumi:dev::vectors::test:index:Thing::a";
    private const string B = "urn:pulumi:dev::vectors::test:index:Thing::b";

    [Fact]
    public async Task Outputs_BringTheirResources_PropertyByProperty()
    {
        await PreviewAsync(() =>
        {
            var a = new Thing("a", new ThingArgs { Text = "a" });
            var b = new Thing("b", new ThingArgs { Text = "b" });
            _ = new Thing("last", new ThingArgs
            {
                Text = Output.Format($"{a.Text}{b.Made}"),
                List = { "plain", b.Made },
                Flag = true,
            });
        });

        var last = Engine.Registration("last");
        Assert.Equal([A, B], last.Dependencies);
        Assert.Equal([A, B], last.PropertyDependencies["text"].Urns);
        Assert.Equal([B], last.PropertyDependencies["list"].Urns);
        Assert.Empty(last.PropertyDependencies["flag"].Urns);
        Assert.Equal(["flag", "list", "text"], last.PropertyDependencies.Keys.Order());
    }

    [Fact]
    public async Task DependsOnComponent_MeansItsCustomResources_AlsoThoseOfComponentsInIt()
    {
        await UpdateAsync(() =>
        {
            var outer = new Group("outer", null, "a");
            var inner = new Group("inner", new ComponentResourceOptions { Parent = outer }, "b");
            _ = new Thing("below", new ThingArgs(), new CustomResourceOptions { Parent = inner.Things[0] });
            _ = new Thing("last", new ThingArgs(), new CustomResourceOptions { DependsOn = { outer } });
        });

        Assert.Equal(
            ["urn:pulumi:dev::vectors::test:index:Group$test:index:Group$test:index:Thing::b", "urn:pulumi:dev::vectors::test:index:Group$test:index:Thing::a"],
            Engine.Registration("last").Dependencies);
    }

    [Fact]
    public async Task DependsOn_IsFoundOutByTheProgram_AndUnknownIsNone()
    {
        await PreviewAsync(() =>
        {
            // What is waited for may be constructed later.
            var later = new TaskCompletionSource<ImmutableArray<Resource>>();
            InputList<Resource> known = Output.Create(later.Task);
            InputList<Resource> unknown = OutputUtilities.CreateUnknown(ImmutableArray<Resource>.Empty);
            _ = new Thing("last", new ThingArgs(), new CustomResourceOptions { DependsOn = known });
            _ = new Thing("first", new ThingArgs(), new CustomResourceOptions { DependsOn = unknown });
            later.SetResult([new Thing("a", new ThingArgs()), new Thing("b", new ThingArgs())]);
        });

        Assert.Equal([A, B], Engine.Registration("last").Dependencies);
        Assert.Empty(Engine.Registration("first").Dependencies);
    }

    [Fact]
    public async Task AnswersDependencies_ArePassedOn()
    {
        Engine.OnRegister = request =>
        {
            var answer = RecordingEngine.Created(request, request.Object);
            if (request.Name == "a")
            {
                answer.PropertyDependencies.Add("text", new() { Urns = { "urn:pulumi:dev::vectors::x:y:Z::far" } });
            }

            return Task.FromResult(answer);
        };

        await UpdateAsync(() => _ = new Thing("last", new ThingArgs { Text = new Thing("a", new ThingArgs { Text = "a" }).Text! }));

        Assert.Equal([A, "urn:pulumi:dev::vectors::x:y:Z::far"], Engine.Registration("last").Dependencies);
    }
}
