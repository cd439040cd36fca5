using System.Runtime.Versioning;
using CliWrap;
using CliWrap.Buffered;

namespace EncryptionInTransit.Tests.NodeTool;

/// <summary>The commands that install and remove the script, run by a real shell in a folder that stands for the node.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ToolOnTheNode : IDisposable
{
    private readonly DirectoryInfo _node = Directory.CreateTempSubdirectory();
    private readonly NodeCommands _commands = new(isRoot: true);

    private string Tool => OnNode(NodePaths.Tool);

    private string KeyMaker => OnNode($"{NodePaths.ProgramFolder}/{NodePaths.KeyMakerName}");

    [Fact]
    public async Task Is_installed_executable_and_nothing_stays_beside_it()
    {
        await Run(_commands.InstallTool, NodeToolUpload.Render(1));

        Assert.Equal(NodeToolScript.Text, File.ReadAllText(Tool));
        Assert.Equal(NodeToolScript.KeyMaker, File.ReadAllText(KeyMaker));
        Assert.Equal(("rwxr-xr-x", "rwxr-xr-x"), (Mode(Tool), Mode(KeyMaker)));
        Assert.Equal([Tool, KeyMaker], Files());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(40_000)]
    [InlineData(100_000)]
    public async Task Is_kept_when_the_new_one_arrives_cut_off(int length)
    {
        await Run(_commands.InstallTool, NodeToolUpload.Render(1));

        var result = await TryRun(_commands.InstallTool, NodeToolUpload.Render(1)[..length]);

        AssertKept(result, "unexpected end of file");
    }

    [Fact]
    public async Task Is_kept_when_a_part_of_the_new_one_is_not_what_was_sent()
    {
        await Run(_commands.InstallTool, NodeToolUpload.Render(1));
        var upload = NodeToolUpload.Render(1).ToCharArray();
        upload[^1000] = upload[^1000] == 'A' ? 'B' : 'A';

        AssertKept(await TryRun(_commands.InstallTool, new(upload)), "gzip: ");
    }

    [Theory]
    [InlineData("base64")]
    [InlineData("gzip")]
    public async Task Is_kept_when_the_node_has_no(string program)
    {
        await Run(_commands.InstallTool, NodeToolUpload.Render(1));
        AddProgram(program, $"echo 'sh: {program}: not found' >&2; exit 127");

        AssertKept(await TryRun(_commands.InstallTool, NodeToolUpload.Render(1)), $"{program}: not found");
    }

    [Fact]
    public async Task Is_unpacked_by_busybox_too()
    {
        foreach (var program in new[] { "cut", "base64", "gzip", "sed" })
            AddProgram(program, $"exec busybox {program} \"$@\"");

        await Run(_commands.InstallTool, NodeToolUpload.Render(1));

        Assert.Equal((NodeToolScript.Text, NodeToolScript.KeyMaker), (File.ReadAllText(Tool), File.ReadAllText(KeyMaker)));
    }

    private void AssertKept(BufferedCommandResult result, string said)
    {
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(said, result.StandardError);
        Assert.Contains("nothing was changed.", result.StandardError);
        Assert.Equal(NodeToolScript.Text, File.ReadAllText(Tool));
        Assert.Equal([Tool, KeyMaker], Files());
    }

    [Theory]
    [InlineData(NodePaths.ToolName)]
    [InlineData(NodePaths.KeyMakerName)]
    public async Task Gives_its_place_back_to_a_strangers_file(string name)
    {
        var strangers = OnNode($"{NodePaths.ProgramFolder}/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(strangers)!);
        await File.WriteAllTextAsync(strangers, "a stranger's");
        File.SetUnixFileMode(strangers, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        await Run(_commands.InstallTool, NodeToolUpload.Render(1));
        await Run(_commands.InstallTool, NodeToolUpload.Render(1));
        Assert.Equal((NodeToolScript.Text, NodeToolScript.KeyMaker), (File.ReadAllText(Tool), File.ReadAllText(KeyMaker)));
        await Run(_commands.RemoveTool, "");

        Assert.Equal("a stranger's", File.ReadAllText(strangers));
        Assert.Equal("r--r-----", Mode(strangers));
        Assert.Equal([strangers], Files());
    }

    [Fact]
    public async Task Is_removed()
    {
        await Run(_commands.InstallTool, NodeToolUpload.Render(1));

        await Run(_commands.RemoveTool, "");
        await Run(_commands.RemoveTool, "");

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Stays_as_long_as_the_node_is_claimed()
    {
        await Run(_commands.InstallTool, NodeToolUpload.Render(1));
        Directory.CreateDirectory(Path.GetDirectoryName(OnNode(NodePaths.Claim))!);
        await File.WriteAllTextAsync(OnNode(NodePaths.Claim), "owner: another");

        var result = await TryRun(_commands.RemoveTool, "");

        Assert.Contains("still claimed", result.StandardOutput);
        Assert.True(File.Exists(Tool));
    }

    [Fact]
    public async Task Is_missing_on_a_node_that_was_rebuilt_and_the_release_does_not_mind() =>
        Assert.Equal(0, (await TryRun(_commands.Release, "request")).ExitCode);

    [Fact]
    public async Task Is_missing_on_a_node_that_is_still_claimed_and_the_release_says_what_to_do()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(OnNode(NodePaths.Claim))!);
        await File.WriteAllTextAsync(OnNode(NodePaths.Claim), "owner: us");

        var result = await TryRun(_commands.Release, "request");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is missing, and this node is still claimed; nothing was undone. Raise its number reapply and run up", result.StandardError);
    }

    [Fact]
    public async Task Needs_sudo_without_a_password_where_the_login_is_not_root()
    {
        AddProgram("sudo", "echo 'sudo: a password is required' >&2; exit 1");

        var result = await TryRun(new NodeCommands(isRoot: false).InstallTool, NodeToolUpload.Render(1));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is not root on this node", result.StandardError);
        Assert.Contains("NOPASSWD: ALL in /etc/sudoers.d/encryption-in-transit", result.StandardError);
        Assert.False(File.Exists(Tool));
    }

    [Fact]
    public async Task Is_installed_through_sudo()
    {
        AddProgram("sudo", "[ \"$1\" = -n ] || exit 9; shift; exec \"$@\"");

        await Run(new NodeCommands(isRoot: false).InstallTool, NodeToolUpload.Render(1));

        Assert.Equal(NodeToolScript.Text, File.ReadAllText(Tool));
    }

    public void Dispose() => _node.Delete(recursive: true);

    private async Task Run(string command, string stdin)
    {
        var result = await TryRun(command, stdin);
        Assert.True(result.ExitCode == 0, result.StandardError);
    }

    private async Task<BufferedCommandResult> TryRun(string command, string stdin) =>
        await Cli.Wrap("sh").WithArguments(["-c", InFolder(command)])
            .WithEnvironmentVariables(variables => variables.Set("PATH", $"{Bin}:{Environment.GetEnvironmentVariable("PATH")}"))
            .WithStandardInputPipe(PipeSource.FromString(stdin))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();

    /// <summary>The only difference to a node: its root is a folder.</summary>
    private string InFolder(string command) =>
        command.Replace("/usr/local/", OnNode("/usr/local/")).Replace("/var/lib/", OnNode("/var/lib/"));

    /// <summary>Where the shell looks first.</summary>
    private string Bin => OnNode("/bin");

    private void AddProgram(string name, string script)
    {
        var program = Path.Combine(Directory.CreateDirectory(Bin).FullName, name);
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private IEnumerable<string> Files() => Directory.GetFiles(Path.GetDirectoryName(Tool)!).Order(StringComparer.Ordinal);

    private string OnNode(string path) => _node.FullName + path;

    private static string Mode(string path) => string.Concat(
        File.GetUnixFileMode(path) is var mode ? "rwxrwxrwx".Select((letter, index) => ((int)mode >> (8 - index) & 1) == 1 ? letter : '-') : []);
}
