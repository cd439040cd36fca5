using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Commands;

namespace Pulumi.Engine.Tests.Display;

/// <summary><c>up --json</c>: one engine event a line, in the official form, without secrets.</summary>
public sealed class EventStream
{
    private static readonly StepMetadata Create = new()
    {
        Op = StepOp.Create,
        Urn = Resources.UrnOf("a"),
        Type = "test:index:Thing",
        New = Resources.Thing("a") with
        {
            Id = "",
            Provider = "provider",
            Inputs = PropertyMap.Empty
                .With("create", new PropertyValue.StringValue("echo <&>é"))
                .With("stdin", new PropertyValue.SecretValue(new PropertyValue.StringValue("very-secret"))),
        },
    };

    [Fact]
    public void Lines_AreNumberedFromThePreludeToTheCancelEvent()
    {
        var lines = Show(new EngineEvent.Summary(DeploymentOutcome.Succeeded, Changes((StepOp.Same, 2), (StepOp.Create, 1)), TimeSpan.FromSeconds(1.2)));

        Assert.Equal(
            [
                """{"sequence":0,"timestamp":946684800,"preludeEvent":{"config":{"vectors:password":"[secret]"}}}""",
                """{"sequence":1,"timestamp":946684800,"summaryEvent":{"maybeCorrupt":false,"durationSeconds":2,"resourceChanges":{"create":1,"same":2},"PolicyPacks":{},"isPreview":false,"result":"succeeded"}}""",
                """{"sequence":2,"timestamp":946684800,"cancelEvent":{}}""",
            ],
            lines);
    }

    [Fact]
    public void Step_HasWhatItKnows_AndSecretsAreBlinded()
    {
        var line = Show(new EngineEvent.ResourcePre(Create))[1];

        Assert.Equal(
            """
            {"sequence":1,"timestamp":946684800,"resourcePreEvent":{"metadata":{"op":"create","urn":"URN","type":"test:index:Thing","old":null,
            "new":{"type":"test:index:Thing","urn":"URN","custom":true,"id":"","parent":"PARENT","inputs":{"create":"echo <&>é",
            "stdin":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"[secret]"}},"outputs":{},"provider":"provider"},
            "detailedDiff":null,"logical":true,"provider":"provider"}}}
            """.Replace("\n", "").Replace("URN", Create.Urn).Replace("PARENT", Resources.Stack.Urn),
            line);
    }

    [Fact]
    public void Failure_IsADiagnosticAndAFailedStep()
    {
        var lines = Show(
            new EngineEvent.ResourceOutputs(Create, TimeSpan.Zero),
            new EngineEvent.Diagnostic(Create.Urn, DiagnosticSeverity.Info, "out", Ephemeral: true),
            new EngineEvent.Diagnostic(Create.Urn, DiagnosticSeverity.Error, "broken", Ephemeral: false),
            new EngineEvent.StepFailed(Create, "broken", TimeSpan.Zero));

        Assert.Equal($$$"""{"urn":"{{{Create.Urn}}}","message":"out\n","color":"never","severity":"info","ephemeral":true}""", Of(lines[2], "diagnosticEvent"));
        Assert.Equal($$$"""{"urn":"{{{Create.Urn}}}","prefix":"error: ","message":"broken\n","color":"never","severity":"error"}""", Of(lines[3], "diagnosticEvent"));
        Assert.Equal((0, 1), ((int)JsonNode.Parse(lines[4])!["resOpFailedEvent"]!["status"]!, (int)JsonNode.Parse(lines[4])!["resOpFailedEvent"]!["steps"]!));
    }

    [Fact]
    public void Stack_IsDoneForTheCountWhenItBegins()
    {
        var stack = new StepMetadata { Op = StepOp.Same, Urn = Resources.Stack.Urn, Type = Resources.Stack.Type, Old = Resources.Stack, New = Resources.Stack };

        var lines = Show(
            new EngineEvent.ResourcePre(stack), new EngineEvent.StepFailed(Create, "broken", TimeSpan.Zero),
            new EngineEvent.ResourceOutputs(stack, TimeSpan.Zero), new EngineEvent.StepFailed(Create, "broken", TimeSpan.Zero));

        Assert.Equal([1, 1], new[] { lines[2], lines[4] }.Select(line => (int)JsonNode.Parse(line)!["resOpFailedEvent"]!["steps"]!));
    }

    [Fact]
    public void DefaultProviders_AreNotToldOf() =>
        Assert.Single(Show(new EngineEvent.ResourcePre(Create with { Hidden = true }), new EngineEvent.ResourceOutputs(Create with { Hidden = true }, TimeSpan.Zero)));

    private static string Of(string line, string name) => JsonNode.Parse(line)![name]!.ToJsonString(new(System.Text.Json.JsonSerializerDefaults.General)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static string[] Show(params EngineEvent[] events)
    {
        using var text = new StringWriter();
        var options = new DisplayOptions { Stack = "dev", Kind = DeploymentKind.Update };
        var config = new Dictionary<string, string> { ["vectors:password"] = "[secret]" };
        using (var display = new JsonEvents(text, options, config, new FakeTimeProvider()))
            events.ToList().ForEach(display.On);
        return text.ToString().TrimEnd('\n').Split('\n');
    }

    private static ImmutableSortedDictionary<StepOp, int> Changes(params (StepOp Op, int Count)[] changes) =>
        changes.ToImmutableSortedDictionary(c => c.Op, c => c.Count);
}
