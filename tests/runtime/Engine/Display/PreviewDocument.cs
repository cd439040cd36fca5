using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Commands;

namespace Pulumi.Engine.Tests.Display;

/// <summary><c>preview --json</c>: one document with the steps that change something.</summary>
public sealed class PreviewDocument
{
    [Fact]
    public void Of_what_stays_the_same_only_the_stack_is_a_step()
    {
        var steps = Show(Same(Resources.Stack), Same(Resources.Thing("a")), Step(StepOp.Update, "b", Map(("text", Text("1"))), Map(("text", Text("2")))))["steps"]!.AsArray();

        Assert.Equal([("same", Resources.Stack.Urn), ("update", Resources.UrnOf("b"))], steps.Select(step => ((string)step!["op"]!, (string)step["urn"]!)));
    }

    [Fact]
    public void Differences_are_told_where_they_are()
    {
        var old = Map(("triggers", List("1", "2")), ("environment", new PropertyValue.ObjectValue(Map(("A", Text("a")), ("B.C", Text("b"))))), ("stdin", Secret(Text("x"))));
        var @new = Map(("triggers", List("9")), ("environment", new PropertyValue.ObjectValue(Map(("B.C", Text("c")), ("D", Text("d"))))), ("stdin", Secret(Text("y"))));

        var step = Show(Step(StepOp.Update, "a", old, @new))["steps"]![0]!;

        Assert.Equal("""["environment","stdin","triggers"]""", step["diffReasons"]!.ToJsonString());
        Assert.Equal(
            [
                ("environment.A", "delete"), ("environment.D", "add"), ("environment[\"B.C\"]", "update"), ("stdin", "update"),
                ("triggers[0]", "update"), ("triggers[1]", "delete"),
            ],
            Details(step));
    }

    /// <summary>A path inside of a property does not make the property a reason.</summary>
    [Theory]
    [InlineData("triggers[*]", "update-replace", "update")]
    [InlineData("*", "update-replace", "update-replace")]
    [InlineData("stdin", "update", "update-replace")]
    public void What_the_program_wants_replaced_is_told_as_a_replacement(string path, string triggers, string stdin)
    {
        var replace = Step(StepOp.Replace, "a", Map(("triggers", List("1")), ("stdin", Text("x"))), Map(("triggers", List("2")), ("stdin", Text("y"))));
        replace = replace with { New = replace.New! with { ReplaceOnChanges = [path] } };

        Assert.Equal([("stdin", stdin), ("triggers[0]", triggers)], Details(Show(replace)["steps"]![0]!));
    }

    [Fact]
    public void A_refresh_is_told_by_what_it_found()
    {
        var (same, update, gone) = (Refresh("same"), Refresh("drifted"), Refresh("gone"));

        var steps = Show(
            new EngineEvent.ResourcePre(same), new EngineEvent.ResourcePre(update), new EngineEvent.ResourcePre(gone),
            new EngineEvent.ResourceOutputs(gone with { Op = StepOp.Delete, New = null }, TimeSpan.Zero),
            new EngineEvent.ResourceOutputs(same with { Op = StepOp.Same }, TimeSpan.Zero),
            new EngineEvent.ResourceOutputs(update with { Op = StepOp.Update, IsDetailed = true }, TimeSpan.Zero))["steps"]!.AsArray();

        Assert.Equal(["refresh", "update", "delete"], steps.Select(step => (string)step!["op"]!));
        Assert.Equal([same.Urn, update.Urn, gone.Urn], steps.Select(step => (string)step!["urn"]!));

        static StepMetadata Refresh(string name) => Same(Resources.Thing(name)) with { Op = StepOp.Refresh };
    }

    private static IEnumerable<(string, string)> Details(JsonNode step) =>
        step["detailedDiff"]!.AsObject().Select(detail => (detail.Key, (string)detail.Value!["kind"]!));

    private static JsonNode Show(params StepMetadata[] steps) => Show([.. steps.Select(step => new EngineEvent.ResourcePre(step))]);

    private static JsonNode Show(params EngineEvent[] events)
    {
        using var text = new StringWriter();
        using (var display = new JsonDisplay(text, new() { Stack = "dev", Kind = DeploymentKind.Update, Preview = true }, new Dictionary<string, string>()))
        {
            foreach (var e in events)
                display.On(e);
            display.On(new EngineEvent.Summary(DeploymentOutcome.Succeeded, ImmutableSortedDictionary<StepOp, int>.Empty, TimeSpan.Zero));
        }
        return JsonNode.Parse(text.ToString())!;
    }

    private static StepMetadata Same(ResourceState state) =>
        new() { Op = StepOp.Same, Urn = state.Urn, Type = state.Type, Old = state, New = state };

    private static StepMetadata Step(StepOp op, string name, PropertyMap old, PropertyMap @new) => new()
    {
        Op = op,
        Urn = Resources.UrnOf(name),
        Type = "test:index:Thing",
        Old = Resources.Thing(name) with { Inputs = old },
        New = Resources.Thing(name) with { Inputs = @new },
        Diffs = [.. PropertyValues.ChangedKeys(old, @new)],
        IsDetailed = true,
    };

    private static PropertyValue Text(string text) => new PropertyValue.StringValue(text);

    private static PropertyValue Secret(PropertyValue value) => new PropertyValue.SecretValue(value);

    private static PropertyValue List(params string[] elements) => new PropertyValue.ArrayValue([.. elements.Select(Text)]);

    private static PropertyMap Map(params (string Key, PropertyValue Value)[] entries) =>
        new(entries.Select(e => KeyValuePair.Create(e.Key, e.Value)));
}
