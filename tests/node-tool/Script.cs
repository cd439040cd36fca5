using CliWrap;
using CliWrap.Buffered;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>The file as such.</summary>
public sealed class Script
{
    [Fact]
    public void TheTool_IsItsPartsPutTogether()
    {
        var parts = Directory.EnumerateFiles(Path.Combine(ToolFile.Folder, "parts"), "*.sh").Order(StringComparer.Ordinal);

        Assert.Equal("#!/bin/sh\n" + string.Concat(parts.Select(File.ReadAllText)), ToolFile.Text);
    }

    [Fact]
    public async Task Shellcheck_HasNothingToSay()
    {
        var check = await RunAsync("shellcheck", ToolFile.FilePath, ToolFile.KeyMakerFilePath, Path.Combine(ToolFile.Folder, "assemble"));

        Assert.Equal((0, ""), (check.ExitCode, check.StandardOutput));
    }

    [Theory]
    [InlineData("dash")]
    [InlineData("busybox", "ash")]
    public async Task HelpAndVersion_NeedNeitherRootNorAServer(params string[] shell)
    {
        var version = await RunAsync(shell[0], [.. shell[1..], ToolFile.FilePath, "version"]);
        var help = await RunAsync(shell[0], [.. shell[1..], ToolFile.FilePath]);

        Assert.Equal((0, "encryption-in-transit 1\n"), (version.ExitCode, version.StandardOutput));
        Assert.Contains("install-certificates   put new certificates beside those in use", help.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLastLine_SaysThatTheFileIsWhole() =>
        Assert.EndsWith($"\nmain \"$@\"\n{ToolFile.LastLine}\n", ToolFile.Text, StringComparison.Ordinal);

    [Fact]
    public async Task AFileThatWasCut_DoesNothing()
    {
        var end = ToolFile.Text.LastIndexOf("\nmain ", StringComparison.Ordinal);
        var cuts = Enumerable.Range(1, 60).Select(part => end * part / 60).Append(end + "\nmai".Length);
        foreach (var cut in cuts)
        {
            var run = await Cli.Wrap("dash")
                .WithArguments(["-s", "version"])
                .WithStandardInputPipe(PipeSource.FromString(ToolFile.Text[..cut]))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync();

            Assert.Equal("", run.StandardOutput);
        }
    }

    /// <summary>As for two sources of a replica: each is gone through while others wait.</summary>
    [Theory]
    [InlineData("dash")]
    [InlineData("bash")]
    [InlineData("busybox", "ash")]
    public async Task Lines_AreGoneThroughWithinLines(params string[] shell)
    {
        var functions = ToolFile.Text[..ToolFile.Text.LastIndexOf("\nmain ", StringComparison.Ordinal)];

        var run = await Cli.Wrap(shell[0])
            .WithArguments([.. shell[1..], "-s"])
            .WithStandardInputPipe(PipeSource.FromString(
                functions + "\ninner() { say \"$outer$1\"; }\nouter() { outer=$1; for_lines inner \"a b${NEWLINE}${NEWLINE}*\"; }\nfor_lines outer \"1${NEWLINE}2\"\n"))
            .ExecuteBufferedAsync();

        Assert.Equal("1a b\n1*\n2a b\n2*\n", run.StandardOutput);
    }

    private static async Task<BufferedCommandResult> RunAsync(string program, params string[] arguments) =>
        await Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
}
