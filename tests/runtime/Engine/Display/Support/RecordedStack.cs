using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display;
using Pulumi.Engine.Display.Diff;
using Pulumi.Engine.Display.Rows;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Display.Support;

/// <summary>The stack of the recordings: steps of its resources, and what a display makes of its events.</summary>
internal static class RecordedStack
{
    private const string Stack = "urn:pulumi:dev::vectors::pulumi:pulumi:Stack::vectors-dev";
    private const string Node = "urn:pulumi:dev::vectors::encryption:index:CertificateSet$command:remote:Command::node0-";
    private const string Provider = "urn:pulumi:dev::vectors::pulumi:providers:command::default_1_2_1::5e8c0e26-69aa-4fd5-b444-428ba95e08ae";

    public static readonly PropertyMap Outputs = new(
    [
        KeyValuePair.Create("hello", Text("hello")),
        KeyValuePair.Create<string, PropertyValue>("nodes", new PropertyValue.NumberValue(1)),
        KeyValuePair.Create<string, PropertyValue>("secret", new PropertyValue.SecretValue(Text("s3cret-value"))),
    ]);

    public static readonly StepMetadata SameStack = new()
    {
        Op = StepOp.Same,
        Urn = Stack,
        Type = Urn.StackType,
        Old = new() { Urn = Stack, Type = Urn.StackType, Custom = false, Outputs = Outputs },
        New = new() { Urn = Stack, Type = Urn.StackType, Custom = false, Outputs = Outputs },
    };

    public static string Plain(bool preview, params EngineEvent[] events)
    {
        using var text = new StringWriter();
        using (var display = new PlainDisplay(text, Options(preview), "vectors", new FakeTimeProvider()))
            events.ToList().ForEach(display.On);
        return text.ToString();
    }

    public static string Diff(params EngineEvent[] events)
    {
        using var text = new StringWriter();
        using (var display = new DiffDisplay(text, TextWriter.Null, Options(preview: true), headline: true))
            events.ToList().ForEach(display.On);
        return text.ToString();
    }

    public static DisplayOptions Options(bool preview) => new() { Stack = "dev", Kind = DeploymentKind.Update, Preview = preview };

    public static StepMetadata Update(string name, string key, string before, string after) => Step(
        StepOp.Update, name, Resource(name, PropertyMap.Empty.With(key, Text(before))), Resource(name, PropertyMap.Empty.With(key, Text(after)))) with
    { Diffs = [key], IsDetailed = true };

    public static StepMetadata Step(StepOp op, string name, ResourceState? old, ResourceState? @new) =>
        new() { Op = op, Urn = Node + name, Type = "command:remote:Command", Old = old, New = @new };

    public static ResourceState Resource(string name, PropertyMap inputs) => new()
    {
        Urn = Node + name,
        Type = "command:remote:Command",
        Custom = true,
        Inputs = inputs,
        Provider = Provider,
        Parent = Stack,
    };

    public static EngineEvent.Summary Summary(DeploymentOutcome outcome, double seconds, params (StepOp Op, int Count)[] changes) =>
        new(outcome, changes.ToImmutableSortedDictionary(c => c.Op, c => c.Count), TimeSpan.FromSeconds(seconds));

    public static PropertyValue Text(string text) => new PropertyValue.StringValue(text);
}
