using Pulumi.Engine.Commands;

namespace Pulumi.Engine.Tests.Commands;

/// <summary>The keys at the question whether to go on.</summary>
public sealed class ChoiceTests
{
    private readonly Choice _choice = new(["yes", "no", "details"], "no");

    [Fact]
    public void EnterAlone_GivesWhatWasPreselected() => Assert.Equal("no", _choice.Selected);

    [Fact]
    public void Arrows_GoRound()
    {
        Press(ConsoleKey.DownArrow);
        Assert.Equal("details", _choice.Selected);
        Press(ConsoleKey.DownArrow);
        Assert.Equal("yes", _choice.Selected);
        Press(ConsoleKey.UpArrow);
        Assert.Equal("details", _choice.Selected);
    }

    [Fact]
    public void TypedText_LeavesTheAnswersThatContainIt()
    {
        Type('e');
        Assert.Equal(["yes", "details"], _choice.Shown);
        Assert.Equal("yes", _choice.Selected);

        Type('x');
        Assert.Empty(_choice.Shown);
        Assert.Null(_choice.Selected);
        Press(ConsoleKey.DownArrow);
        Assert.Null(_choice.Selected);

        Press(ConsoleKey.Backspace);
        Press(ConsoleKey.Backspace);
        Assert.Equal(["yes", "no", "details"], _choice.Shown);
        Assert.Equal("yes", _choice.Selected);
    }

    private void Type(char c) => _choice.Press(new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false));

    private void Press(ConsoleKey key) => _choice.Press(new ConsoleKeyInfo('\0', key, false, false, false));
}
