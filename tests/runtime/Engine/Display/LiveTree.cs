using Pulumi.Engine.Deployment;
using Pulumi.Engine.Tests.Display.Support;
using static Pulumi.Engine.Tests.Display.Support.LiveRun;

namespace Pulumi.Engine.Tests.Display;

/// <summary>What a person sees at a terminal while a run goes on, and what stays.</summary>
public sealed class LiveTree
{
    [Fact]
    public void WhatRuns_HasItsSecondsAndDots_WhatIsDone_ItsDuration()
    {
        using var run = new LiveRun();
        run.Begin(StackStep());
        run.Do(NodeStep("a", StepOp.Create));
        run.Begin(ThingStep("key", StepOp.Create, "a"));
        run.End(ThingStep("key", StepOp.Create, "a"), seconds: 0.25);
        run.Begin(ThingStep("files", StepOp.Create, "a"));
        run.Pass(2);

        Assert.Equal(
            """
            Updating (dev):
                 Type                     Name       Status
                 pulumi:pulumi:Stack      house-dev  running..
             +   └─ house:Node            a          created (0.00s)
             +      ├─ house:index:Thing  key        created (0.25s)
             +      └─ house:index:Thing  files      creating (2s)..
            """,
            run.Screen.Text);
        Assert.False(run.Screen.ShowsCursor);
    }

    [Fact]
    public void UnchangedResources_AreCounted_AndHaveNoRow()
    {
        using var run = new LiveRun();
        run.Begin(StackStep());
        run.Do(ThingStep("same", StepOp.Same));
        run.Do(ThingStep("other", StepOp.Same));
        run.Begin(ThingStep("files", StepOp.Update, diffs: ["text"]));
        run.Pass(0.2);

        Assert.DoesNotContain("same", run.Screen.Text, StringComparison.Ordinal);
        Assert.EndsWith("updating (0s)     [diff: ~text]\n\nResources:\n    2 unchanged", run.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLastLineOfACommand_StandsBesideIt_UntilTheRunIsOver()
    {
        using var run = new LiveRun();
        var step = ThingStep("files", StepOp.Create);
        run.Begin(StackStep());
        run.Begin(step);
        run.Say(step.Urn, "copied", DiagnosticSeverity.Info, ephemeral: true);
        run.Say(step.Urn, "installed", DiagnosticSeverity.Info, ephemeral: true);
        run.End(step);
        run.Pass(0.2);
        Assert.Contains("created (0.00s)     installed", run.Screen.Text, StringComparison.Ordinal);

        run.Finish(changes: (StepOp.Create, 1));

        Assert.DoesNotContain("installed", run.Screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Info", run.Screen.Text, StringComparison.Ordinal);
        Assert.EndsWith("\n\nResources:\n    + 1 created\n\nDuration: 3s", run.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void PreparationsOfTheProgram_AreForgotten_WhenItHasAStack()
    {
        using var run = new LiveRun(preview: true);
        run.Say("", "building house.csproj", DiagnosticSeverity.Info, ephemeral: true);
        run.Pass(0.2);
        Assert.Contains("building house.csproj", run.Screen.Text, StringComparison.Ordinal);

        run.Begin(StackStep());
        run.Pass(0.2);

        Assert.DoesNotContain("building", run.Screen.Text, StringComparison.Ordinal);
        Assert.Contains("house-dev  running", run.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AReplacement_IsOneThingInThePreviewAndAtTheEnd_AndItsStepsWhileTheyRun()
    {
        using var preview = new LiveRun(preview: true);
        preview.Begin(StackStep());
        preview.Do(ThingStep("key", StepOp.CreateReplacement));
        preview.Pass(0.2);
        Assert.Contains(" +-  └─ house:index:Thing  key        replace\n", preview.Screen.Text + "\n", StringComparison.Ordinal);

        using var run = new LiveRun();
        run.Begin(StackStep());
        run.Begin(ThingStep("key", StepOp.CreateReplacement));
        run.Pass(0.2);
        Assert.Contains(" ++  └─ house:index:Thing  key        creating replacement (0s)", run.Screen.Text, StringComparison.Ordinal);
        run.End(ThingStep("key", StepOp.CreateReplacement));
        run.Begin(ThingStep("key", StepOp.DeleteReplaced));
        run.Pass(0.2);
        Assert.Contains(" --  └─ house:index:Thing  key        deleting original (0s)", run.Screen.Text, StringComparison.Ordinal);
        run.End(ThingStep("key", StepOp.DeleteReplaced));
        run.Finish(changes: (StepOp.Replace, 1));
        Assert.Contains(" +-  └─ house:index:Thing  key        replaced (0.00s)\n", run.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AFailure_StandsBesideItsRow_ThenBelowItsResource()
    {
        using var run = new LiveRun();
        run.Begin(StackStep());
        run.Begin(ThingStep("files", StepOp.Create));
        run.Fail(ThingStep("files", StepOp.Create), "exit status 3:\nno such file\n");
        run.Say("", "update failed", DiagnosticSeverity.Error);
        run.Pass(0.2);
        Assert.Contains("running                 error: update failed", run.Screen.Text, StringComparison.Ordinal);
        Assert.Contains("**creating failed**     error: exit status 3:\n", run.Screen.Text + "\n", StringComparison.Ordinal);

        run.Finish(DeploymentOutcome.Failed, (StepOp.Same, 1));

        Assert.Contains("     pulumi:pulumi:Stack   house-dev  **failed**              1 error\n", run.Screen.Text, StringComparison.Ordinal);
        Assert.Contains(
            "  house:index:Thing (files):\n    error: exit status 3:\n    no such file\n", run.Screen.Text, StringComparison.Ordinal);
        Assert.Contains("    2 errored\n", run.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWasStillRunningAtTheEnd_IsInterrupted()
    {
        using var run = new LiveRun();
        run.Begin(StackStep());
        run.Begin(ThingStep("files", StepOp.Create));
        run.Finish(DeploymentOutcome.Cancelled);

        Assert.Contains("creating (interrupted)", run.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ADeletedStack_HangsBelowARowForTheRun()
    {
        using var run = new LiveRun(DeploymentKind.Destroy);
        run.Begin(ThingStep("files", StepOp.Delete, "a"));
        run.Pass(0.2);
        Assert.Equal(
            """
            Destroying (dev):
                 Type                     Name       Status
                 pulumi:pulumi:Stack      house-dev
                 └─ house:Node            a
             -      └─ house:index:Thing  files      deleting (0s)
            """,
            run.Screen.Text);

        run.End(ThingStep("files", StepOp.Delete, "a"));
        run.Do(NodeStep("a", StepOp.Delete));
        run.Do(StackStep(StepOp.Delete));
        run.Finish(changes: (StepOp.Delete, 3));
        Assert.Contains(
            "     pulumi:pulumi:Stack         house-dev\n" +
            " -   └─ pulumi:pulumi:Stack      house-dev  deleted (0.00s)\n" +
            " -      └─ house:Node            a          deleted (0.00s)\n" +
            " -         └─ house:index:Thing  files      deleted (0.00s)\n",
            run.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Notices_StandBelowTheRows_AndStay()
    {
        using var run = new LiveRun();
        run.Begin(StackStep());
        run.Notice("^C received; cancelling.\nNote.\n");
        run.Pass(0.2);
        Assert.EndsWith("\n\nSystem Messages\n  ^C received; cancelling.\n  Note.", run.Screen.Text, StringComparison.Ordinal);

        run.Finish(DeploymentOutcome.Failed);

        Assert.Contains("\n\nSystem Messages\n  ^C received; cancelling.\n  Note.\n", run.Screen.Text, StringComparison.Ordinal);
        Assert.True(run.Screen.Text.IndexOf("Note.", StringComparison.Ordinal) < run.Screen.Text.IndexOf("Resources:", StringComparison.Ordinal));
    }

    [Fact]
    public void TheCursorComesBack_AlsoAfterARunWithoutEnd()
    {
        var run = new LiveRun();
        run.Begin(StackStep());
        run.Dispose();

        _ = run.Screen.Lines;
        Assert.True(run.Screen.ShowsCursor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Colours_AreThereOnlyWhenAskedFor(bool colours)
    {
        using var run = new LiveRun(colours: colours);
        run.Begin(StackStep());
        run.Begin(ThingStep("files", StepOp.Create));
        run.Pass(0.2);

        Assert.Equal(colours, run.Screen.ToString().Contains("\u001b[1;38;5;2mcreating (0s)\u001b[0m", StringComparison.Ordinal));
        Assert.Equal(colours, run.Screen.ToString().Contains("38;5;", StringComparison.Ordinal));
    }
}
