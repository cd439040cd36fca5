using Pulumi.Engine.Deployment;
using Pulumi.Engine.Tests.Display.Support;
using static Pulumi.Engine.Tests.Display.Support.LiveRun;

namespace Pulumi.Engine.Tests.Display;

/// <summary>Rows that are longer than the terminal is wide, and more of them than it is high.</summary>
public sealed class SmallTerminal
{
    [Fact]
    public void MoreRowsThanLines_ShowsTheLast_AndThatThereAreMore()
    {
        using var run = Started(rows: 30, width: 80, height: 10);

        var lines = run.Screen.Lines;

        Assert.Equal("Updating (dev):", lines[0]);
        Assert.StartsWith("     Type", lines[1], StringComparison.Ordinal);
        Assert.Contains("thing29", lines[^3], StringComparison.Ordinal);
        Assert.EndsWith("⬆ more", lines[^2], StringComparison.Ordinal);
        Assert.True(lines.Count <= 11);
        Assert.False(run.Screen.IsGarbled);
    }

    [Fact]
    public void TheEnd_ShowsAllRows()
    {
        using var run = Started(rows: 30, width: 80, height: 10);
        run.Finish(changes: (StepOp.Create, 30));

        for (var i = 0; i < 30; i++)
            Assert.Contains($" thing{i} ", run.Screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("more", run.Screen.Text, StringComparison.Ordinal);
        Assert.False(run.Screen.IsGarbled);
    }

    [Fact]
    public void LongRows_AreCut_WhileItRunsAndAtTheEnd()
    {
        using var run = Started(rows: 2, width: 30, height: 20);
        Assert.All(run.Screen.Lines, line => Assert.True(line.Length < 30));

        run.Finish(changes: (StepOp.Create, 2));

        Assert.False(run.Screen.IsGarbled);
    }

    [Fact]
    public void ATerminalMadeSmaller_IsRespectedFromTheNextFrameOn()
    {
        using var run = Started(rows: 5, width: 80, height: 30);
        Assert.DoesNotContain("more", run.Screen.Text, StringComparison.Ordinal);

        run.Screen.Height = 7;
        run.Do(ThingStep("new", StepOp.Create));
        run.Pass(0.2);

        Assert.Contains("⬆ more", run.Screen.Text, StringComparison.Ordinal);
        Assert.Equal(1 + 6, run.Screen.Text.Split('\n').Length);
    }

    [Fact]
    public void Messages_HaveAThirdOfAFullTerminal()
    {
        using var run = Started(rows: 30, width: 80, height: 15);
        run.Notice("first\nsecond\nthird\nlast");
        run.Pass(0.2);

        Assert.EndsWith("⬆ more\n\nSystem Messages\n  second\n  third\n  last", run.Screen.Text, StringComparison.Ordinal);
        Assert.False(run.Screen.IsGarbled);
    }

    private static LiveRun Started(int rows, int width, int height)
    {
        var run = new LiveRun(width: width, height: height);
        run.Begin(StackStep());
        for (var i = 0; i < rows; i++)
        {
            run.Begin(ThingStep($"thing{i}", StepOp.Create));
            run.Pass(0.2);
        }
        return run;
    }
}
