using Pulumi.Tests.Support;

namespace Pulumi.Tests.Wire;

public sealed class Aliases : ProgramTest
{
    [Fact]
    public async Task Specs_CarryWhatHasChanged()
    {
        await UpdateAsync(() =>
        {
            var parent = new Group("parent", null, "child");
            _ = new Thing("thing", new ThingArgs(), new CustomResourceOptions
            {
                Aliases =
                {
                    new Alias { Type = "test:index:Old", Stack = "s", Project = "p" },
                    new Alias { Parent = parent },
                    new Alias { ParentUrn = "urn:pulumi:dev::vectors::a:b:C::d" },
                    new Alias { NoParent = true },
                },
            });
        });

        Json.AssertEqual(
            """
            { "aliases": [
              { "spec": { "type": "test:index:Old", "stack": "s", "project": "p", "noParent": false } },
              { "spec": { "parentUrn": "urn:pulumi:dev::vectors::test:index:Group::parent" } },
              { "spec": { "parentUrn": "urn:pulumi:dev::vectors::a:b:C::d" } },
              { "spec": { "noParent": true } }] }
            """,
            new Pulumirpc.RegisterResourceRequest { Aliases = { Engine.Registration("thing").Aliases } });
    }

    [Fact]
    public async Task Urns_OfItselfAndOfItsParent_AreSentToAnEngineWithoutSpecs()
    {
        Engine.Features.Remove("aliasSpecs");

        await UpdateAsync(() =>
        {
            var parent = new Group("app", new ComponentResourceOptions { Aliases = { new Alias { Name = "old" } } }, "child");
            _ = new Thing("app-thing", new ThingArgs(), new CustomResourceOptions { Parent = parent, Aliases = { new Alias { Name = "app-it" } } });
        });

        var request = Engine.Registration("app-thing");
        Assert.Empty(request.Aliases);
        Assert.Equal(
            [
                "urn:pulumi:dev::vectors::test:index:Group$test:index:Thing::app-it",
                "urn:pulumi:dev::vectors::test:index:Group$test:index:Thing::old-thing",
                "urn:pulumi:dev::vectors::test:index:Group$test:index:Thing::old-it",
            ],
            request.AliasURNs);
    }

    [Fact]
    public async Task Contradiction_EndsTheProgram()
    {
        var exitCode = await UpdateAsync(() => _ = new Thing("thing", new ThingArgs(), new CustomResourceOptions
        {
            Aliases = { new Alias { Urn = "urn:pulumi:dev::vectors::a:b:C::d", Name = "old" } },
        }));

        Assert.Equal(32, exitCode);
        Assert.Contains("either 'Urn' or the parts that differ", Engine.Logs[0].Message);
    }
}
