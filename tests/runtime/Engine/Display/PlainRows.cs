using Microsoft.Extensions.Time.Testing;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display.Rows;
using Pulumi.Engine.Model;
using static Pulumi.Engine.Tests.Display.Support.RecordedStack;

namespace Pulumi.Engine.Tests.Display;

/// <summary>What the plain display has a row for, and in which order its end tells what was said.</summary>
public sealed class PlainRows
{
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
}
