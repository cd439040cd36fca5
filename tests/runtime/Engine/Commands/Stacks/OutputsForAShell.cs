using CliWrap;
using CliWrap.Buffered;
using Pulumi.Engine.Commands.Stacks;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Commands.Stacks;

/// <summary><c>stack output --shell</c>: a shell reads back the very text.</summary>
public sealed class OutputsForAShell : IDisposable
{
    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "''")]
    [InlineData("{\"a\":[1]}", "\\{\\\"a\\\":\\[1]}")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's two\nlines", "'it'\\''s two\nlines'")]
    [InlineData("$HOME", "\\$HOME")]
    [InlineData("~root", "\\~root")]
    public async Task Word_IsQuoted(string text, string expected)
    {
        Assert.Equal(expected, ShellWord.Quote(text));
        var echoed = await Cli.Wrap("sh").WithArguments(["-c", $"printf %s {ShellWord.Quote(text)}"]).ExecuteBufferedAsync();
        Assert.Equal(text, echoed.StandardOutput);
    }

    [Fact]
    public async Task EachOutput_IsAnAssignment()
    {
        PropertyMap outputs = new(
        [
            KeyValuePair.Create<string, PropertyValue>("text", new PropertyValue.StringValue("a b")),
            KeyValuePair.Create<string, PropertyValue>("number", new PropertyValue.NumberValue(1)),
        ]);
        await _project.CreateStackAsync(Resources.Stack with { Outputs = outputs });

        await _project.ExpectAsync("stack output --shell -s dev", 0, "number=1\ntext='a b'\n");
        await _project.ExpectAsync("stack output text --shell -s dev", 0, "text='a b'\n");
        await _project.ExpectAsync("stack output --shell --json -s dev", 1, error: "error: only one of --json and --shell may be set\n");
    }
}
