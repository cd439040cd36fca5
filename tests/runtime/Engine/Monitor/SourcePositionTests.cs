using Pulumi.Engine.Monitor;
using Pulumirpc;

namespace Pulumi.Engine.Tests.Monitor;

public sealed class SourcePositionTests
{
    [Theory]
    [InlineData("file:///work/project/index.js", 49, 17, "project:///index.js#49,17")]
    [InlineData("file:///work/project/lib/set.js", 3, 0, "project:///lib/set.js#3")]
    [InlineData("file:///work/project/index.js", 0, 5, "project:///index.js")]
    [InlineData("file:///work/other/index.js", 1, 1, "")]
    [InlineData("node:internal/modules/loader", 1, 1, "")]
    public void Position_is_told_from_the_project_and_only_inside_it(string uri, int line, int column, string expected) =>
        Assert.Equal(expected, SourcePositions.Read(new SourcePosition { Uri = uri, Line = line, Column = column }, "/work/project"));

    [Fact]
    public void Frame_of_the_runtimes_own_keeps_its_place_empty()
    {
        var trace = new StackTrace { Frames = { new StackFrame(), new StackFrame { Pc = new() { Uri = "file:///p/a.js", Line = 1, Column = 2 } } } };
        Assert.Equal<string>(["", "project:///a.js#1,2"], SourcePositions.Read(trace, "/p").ToArray());
    }
}
