using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display;
using Pulumi.Engine.Display.Diff;
using Pulumi.Engine.Display.Rows;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Display;

/// <summary>The events of a recorded run give the recorded text, byte for byte but for the heartbeat.</summary>
public sealed class RecordedRuns
{
    private const string Stack = "urn:pulumi:dev::vectors::pulumi:pulumi:Stack::vectors-dev";
    private const string Node = "urn:pulumi:dev::vectors::encryption:index:CertificateSet$command:remote:Command::node0-";
    private const string Provider = "urn:pulumi:dev::vectors::pulumi:providers:command::default_1_2_1::5e8c0e26-69aa-4fd5-b444-428ba95e08ae";

    private static readonly PropertyMap Outputs = new(
    [
        KeyValuePair.Create("hello", Text("hello")),
        KeyValuePair.Create<string, PropertyValue>("nodes", new PropertyValue.NumberValue(1)),
        KeyValuePair.Create<string, PropertyValue>("secret", new PropertyValue.SecretValue(Text("s3cret-value"))),
    ]);

    [Fact]
    public void Update_WithAWarning()
    {
        const string warning =
            "Unable to set 'PULUMI_COMMAND_STDOUT'. This only works if your SSH server is configured to accept\n" +
            "\tthese variables via AcceptEnv. Alternatively, if a Bash-like shell runs the command on the remote host, you could\n" +
            "\tprefix the command itself with the variables in the form 'VAR=value command'\n";
        var update = Update("config", "create", "old", "new");

        var text = Plain(
            preview: false,
            new EngineEvent.ResourcePre(SameStack),
            new EngineEvent.ResourcePre(update),
            new EngineEvent.Diagnostic(update.Urn, DiagnosticSeverity.Warning, warning, Ephemeral: false),
            new EngineEvent.ResourceOutputs(update, TimeSpan.FromSeconds(0.21)),
            new EngineEvent.StackOutputs(Outputs, Outputs),
            new EngineEvent.ResourceOutputs(SameStack, TimeSpan.Zero),
            Summary(DeploymentOutcome.Succeeded, 1.3, (StepOp.Update, 1), (StepOp.Same, 12)));

        Assert.Equal(Recorded.Display("content-up.txt"), text);
    }

    [Fact]
    public void Update_ThatFails()
    {
        const string error = "Process exited with status 3: running \"echo out; echo err >&2; exit 3\":";
        var create = Step(StepOp.Create, "fails", null, Resource("fails", PropertyMap.Empty));

        var text = Plain(
            preview: false,
            new EngineEvent.ResourcePre(SameStack),
            new EngineEvent.StackOutputs(Outputs, Outputs),
            new EngineEvent.ResourceOutputs(SameStack, TimeSpan.Zero),
            new EngineEvent.ResourcePre(create),
            new EngineEvent.Diagnostic(create.Urn, DiagnosticSeverity.Info, "out", Ephemeral: true),
            new EngineEvent.Diagnostic(create.Urn, DiagnosticSeverity.Info, "err", Ephemeral: true),
            new EngineEvent.Diagnostic(create.Urn, DiagnosticSeverity.Error, error + "\nout\nerr\n", Ephemeral: false),
            new EngineEvent.StepFailed(create, error, TimeSpan.FromSeconds(0.2)),
            new EngineEvent.Diagnostic("", DiagnosticSeverity.Error, "update failed", Ephemeral: false),
            Summary(DeploymentOutcome.Failed, 1.3, (StepOp.Same, 13)));

        // The recording has the failing resource's diagnostics first; there, their order changes from run to run.
        Assert.Equal(Sorted(Recorded.Display("up-fails.txt")), Sorted(text));
        Assert.Contains("\n    pulumi:pulumi:Stack vectors-dev running error: update failed\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    pulumi:pulumi:Stack vectors-dev **failed** 1 error\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_OfAText_IsOneLine()
    {
        const string before = "printf '%s' \"[mysqld]\\n#require_secure_transport=ON\\n\" > /NODE/node0/ssl-config.cnf; echo installed";
        const string after = "printf '%s' \"[mysqld]\\nrequire_secure_transport=ON\\n\" > /NODE/node0/ssl-config.cnf; echo installed";
        var update = Update("config", "create", before, after);
        update = update with { Old = update.Old! with { Id = "node0-config1c29d1af" } };

        var text = Diff(
            new EngineEvent.ResourcePre(SameStack),
            new EngineEvent.ResourcePre(update),
            Summary(DeploymentOutcome.Succeeded, 1, (StepOp.Update, 1), (StepOp.Same, 12)));

        Assert.Equal(Recorded.Text("content-preview-diff.txt"), text);
    }

    [Fact]
    public void Diff_OfTextsWithLines_ShowsTheChangedLine_AndNoSecret()
    {
        var update = Update("config", "stdin", "a\nb\nc\nd\n#on\ne\n", "a\nb\nc\nd\non\ne\n");
        var secret = Update("files", "stdin", "x", "y");
        secret = secret with
        {
            Old = secret.Old! with { Inputs = secret.Old.Inputs.With("stdin", new PropertyValue.SecretValue(Text("very-old"))) },
            New = secret.New! with { Inputs = secret.New.Inputs.With("stdin", new PropertyValue.SecretValue(Text("very-new"))) },
        };

        var text = Diff(
            new EngineEvent.ResourcePre(SameStack), new EngineEvent.ResourcePre(update), new EngineEvent.ResourcePre(secret),
            Summary(DeploymentOutcome.Succeeded, 1, (StepOp.Update, 2)));

        Assert.Contains(
            "      ~ stdin: \n            ...\n            b\n            c\n            d\n          - #on\n          + on\n            e\n",
            text, StringComparison.Ordinal);
        Assert.Contains("      ~ stdin: [secret] => [secret]\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("very-", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_one_source_said_is_told_together()
    {
        var text = Plain(
            preview: true,
            Said("printed", DiagnosticSource.ProgramOutput),
            Said("logged", DiagnosticSource.Log),
            Said("printed on", DiagnosticSource.ProgramOutput),
            Said("printed on stderr", DiagnosticSource.ProgramError),
            Summary(DeploymentOutcome.Succeeded, 1));

        Assert.Contains(
            "  pulumi:pulumi:Stack (vectors-dev):\n    printed\n    printed on\n\n    printed on stderr\n\n    logged\n\n", text, StringComparison.Ordinal);

        static EngineEvent.Diagnostic Said(string text, DiagnosticSource source) => new("", DiagnosticSeverity.Info, text, Ephemeral: false, source);
    }

    [Fact]
    public void What_was_refused_before_it_was_planned_has_a_last_row_and_what_was_planned_has_not()
    {
        var refused = Step(StepOp.Create, "refused", null, Resource("refused", PropertyMap.Empty));
        var planned = Step(StepOp.Create, "planned", null, Resource("planned", PropertyMap.Empty));

        var text = Plain(
            preview: true,
            new EngineEvent.Diagnostic(refused.Urn, DiagnosticSeverity.Error, "no", Ephemeral: false),
            new EngineEvent.ResourcePre(planned),
            new EngineEvent.Diagnostic(planned.Urn, DiagnosticSeverity.Error, "no", Ephemeral: false),
            new EngineEvent.ResourceOutputs(planned, TimeSpan.Zero),
            Summary(DeploymentOutcome.Failed, 1, (StepOp.Create, 1)));

        Assert.StartsWith(
            """
            Previewing update (dev):

                command:remote:Command node0-refused  error: no
             +  command:remote:Command node0-planned create 
             +  command:remote:Command node0-planned create error: no
                pulumi:pulumi:Stack vectors-dev  
                command:remote:Command node0-refused  1 error
            Diagnostics:
            """,
            text, StringComparison.Ordinal);
    }

    [Fact]
    public void Preview_ends_with_a_row_of_the_stack_even_if_it_leaves_the_stack_alone()
    {
        var delete = Step(StepOp.Delete, "config", Resource("config", PropertyMap.Empty), null);

        var text = Plain(
            preview: true, new EngineEvent.ResourcePre(delete), new EngineEvent.ResourceOutputs(delete, TimeSpan.Zero),
            Summary(DeploymentOutcome.Succeeded, 1, (StepOp.Delete, 1)));

        Assert.Contains(" -  command:remote:Command node0-config delete \n    pulumi:pulumi:Stack vectors-dev  \nResources:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_HasWhatIsSaidOnStandardError_ButNotThePreparationsOfTheProgram()
    {
        using var errors = new StringWriter();
        using (var display = new DiffDisplay(TextWriter.Null, errors, Options(preview: true), headline: true))
        {
            display.On(new EngineEvent.Diagnostic("", DiagnosticSeverity.Info, "building", Ephemeral: true, DiagnosticSource.ProgramOutput));
            display.On(new EngineEvent.Diagnostic("", DiagnosticSeverity.Info, "printed", Ephemeral: false, DiagnosticSource.ProgramOutput));
            display.On(new EngineEvent.Diagnostic("", DiagnosticSeverity.Info, "invoked", Ephemeral: true));
            display.On(new EngineEvent.Diagnostic("", DiagnosticSeverity.Warning, "mind", Ephemeral: false));
        }

        Assert.Equal("printed\ninvoked\nwarning: mind\n", errors.ToString());
    }

    [Fact]
    public void First_update_that_fails_has_made_the_stack_itself()
    {
        var stack = SameStack with { Op = StepOp.Create, Old = null };

        var text = Plain(
            preview: false,
            new EngineEvent.ResourcePre(stack),
            new EngineEvent.ResourceOutputs(stack, TimeSpan.FromSeconds(0.97)),
            new EngineEvent.Diagnostic("", DiagnosticSeverity.Error, "update failed", Ephemeral: false),
            Summary(DeploymentOutcome.Failed, 1.3, (StepOp.Create, 1)));

        Assert.Contains("\n +  pulumi:pulumi:Stack vectors-dev **creating failed (0.97s)** 1 error\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_that_cannot_begin_has_a_headline_alone() => Assert.Equal("Updating (dev):\n", Plain(preview: false));

    [Fact]
    public void Diff_OfASecretThatIsNotKnownYet_IsTold_WhereTheProviderNamesIt()
    {
        var update = Update("files", "stdin", "x", "y");
        update = update with
        {
            Old = update.Old! with { Inputs = update.Old.Inputs.With("stdin", new PropertyValue.SecretValue(Text("very-old"))) },
            New = update.New! with { Inputs = update.New.Inputs.With("stdin", new PropertyValue.SecretValue(PropertyValue.Unknown)) },
        };

        Assert.Contains("      ~ stdin: [secret] => [secret]\n", Diff(new EngineEvent.ResourcePre(SameStack), new EngineEvent.ResourcePre(update)), StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_OfAnUpdate_HasOnlyWhatTheProviderSays_AsLongAsThereAreNoOutputs()
    {
        var update = Update("cert", "hours", "9000", "720") with { IsDetailed = false };
        update = update with { Old = update.Old! with { Inputs = update.Old.Inputs.With("other", Text("same")) }, New = update.New! with { Inputs = update.New.Inputs.With("other", Text("same")) } };

        var text = Diff(new EngineEvent.ResourcePre(SameStack), new EngineEvent.ResourcePre(update));

        Assert.Contains("      ~ hours: \"9000\" => \"720\"\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("other", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_OfADestroyedStack_HasTheOutputsThatGo()
    {
        var delete = SameStack with { Op = StepOp.Delete, New = null };

        var text = Diff(new EngineEvent.ResourcePre(delete), new EngineEvent.ResourceOutputs(delete, TimeSpan.Zero));

        Assert.EndsWith("    --outputs:--\n  - hello : \"hello\"\n  - nodes : 1\n  - secret: [secret]\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Refresh_TellsOfEachResource_AndTheStackRunsOn(bool preview)
    {
        using var text = new StringWriter();
        var refresh = Step(StepOp.Refresh, "files", Resource("files", PropertyMap.Empty), null);
        using (var display = new PlainDisplay(text, Options(preview) with { Kind = DeploymentKind.Refresh }, "vectors", new FakeTimeProvider()))
        {
            display.On(new EngineEvent.ResourcePre(SameStack with { Op = StepOp.Refresh }));
            display.On(new EngineEvent.ResourceOutputs(SameStack, TimeSpan.Zero));
            display.On(new EngineEvent.ResourcePre(refresh));
            display.On(new EngineEvent.ResourceOutputs(refresh with { Op = StepOp.Update, New = refresh.Old }, TimeSpan.Zero));
        }

        Assert.Equal(
            $"""
             ~  pulumi:pulumi:Stack vectors-dev refreshing{(preview ? "" : " (0s)")}{" "}
                pulumi:pulumi:Stack vectors-dev running{" "}
             ~  command:remote:Command node0-files refreshing{(preview ? "" : " (0s)")}{" "}
             ~  command:remote:Command node0-files {(preview ? "update" : "updated (0.00s)")}{" "}

            """,
            string.Join('\n', text.ToString().Split('\n').Skip(2)));
    }

    [Theory]
    [InlineData(false, "refresh (0.00s)")]
    [InlineData(true, "refresh")]
    public void Refresh_BeforeAnUpdate_HasRowsOfItsOwn(bool preview, string done)
    {
        var refresh = Step(StepOp.Refresh, "files", Resource("files", PropertyMap.Empty), Resource("files", PropertyMap.Empty));

        var text = Plain(preview, new EngineEvent.ResourcePre(refresh), new EngineEvent.ResourceOutputs(refresh, TimeSpan.Zero));

        Assert.EndsWith($"\n ~  command:remote:Command node0-files {done} \n", text, StringComparison.Ordinal);
    }

    private static readonly StepMetadata SameStack = new()
    {
        Op = StepOp.Same,
        Urn = Stack,
        Type = Urn.StackType,
        Old = new() { Urn = Stack, Type = Urn.StackType, Custom = false, Outputs = Outputs },
        New = new() { Urn = Stack, Type = Urn.StackType, Custom = false, Outputs = Outputs },
    };

    private static string Plain(bool preview, params EngineEvent[] events)
    {
        using var text = new StringWriter();
        using (var display = new PlainDisplay(text, Options(preview), "vectors", new FakeTimeProvider()))
            events.ToList().ForEach(display.On);
        return text.ToString();
    }

    private static string Diff(params EngineEvent[] events)
    {
        using var text = new StringWriter();
        using (var display = new DiffDisplay(text, TextWriter.Null, Options(preview: true), headline: true))
            events.ToList().ForEach(display.On);
        return text.ToString();
    }

    private static DisplayOptions Options(bool preview) => new() { Stack = "dev", Kind = DeploymentKind.Update, Preview = preview };

    private static StepMetadata Update(string name, string key, string before, string after) => Step(
        StepOp.Update, name, Resource(name, PropertyMap.Empty.With(key, Text(before))), Resource(name, PropertyMap.Empty.With(key, Text(after)))) with
    { Diffs = [key], IsDetailed = true };

    private static StepMetadata Step(StepOp op, string name, ResourceState? old, ResourceState? @new) =>
        new() { Op = op, Urn = Node + name, Type = "command:remote:Command", Old = old, New = @new };

    private static ResourceState Resource(string name, PropertyMap inputs) => new()
    {
        Urn = Node + name,
        Type = "command:remote:Command",
        Custom = true,
        Inputs = inputs,
        Provider = Provider,
        Parent = Stack,
    };

    private static EngineEvent.Summary Summary(DeploymentOutcome outcome, double seconds, params (StepOp Op, int Count)[] changes) =>
        new(outcome, changes.ToImmutableSortedDictionary(c => c.Op, c => c.Count), TimeSpan.FromSeconds(seconds));

    private static IEnumerable<string> Sorted(string text) => text.Split('\n').Order(StringComparer.Ordinal);

    private static PropertyValue Text(string text) => new PropertyValue.StringValue(text);
}
