using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display.Diff;
using Pulumi.Engine.Model;
using static Pulumi.Engine.Tests.Display.Support.RecordedStack;

namespace Pulumi.Engine.Tests.Display;

/// <summary>What <c>--diff</c> shows of a step, and what it does not.</summary>
public sealed class DiffTexts
{
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
}
