using CliWrap;
using CliWrap.Buffered;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>selfcertgen as a person uses it, without a server and without the tool.</summary>
public sealed class KeyMaker : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("selfcertgen-");

    [Theory]
    [InlineData("dash")]
    [InlineData("bash")]
    [InlineData("busybox", "ash")]
    public async Task MakesAKeyAndItsRequest(params string[] shell)
    {
        var made = await RunAsync(shell, "--subject", "/O=Sun\\/Moon/CN=db1.lab", "--names", "DNS:db1.lab,DNS:*.db1.lab,IP:10.0.0.1,IP:fd00::1", "--key", "ec:P-521",
            "--usage", "serverAuth,clientAuth", "made");

        Assert.Equal((0, "", ""), (made.ExitCode, made.StandardOutput, made.StandardError));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----\n", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "made", "server.key")), StringComparison.Ordinal);
        var text = (await OpenSslAsync("req", "-in", "made/server.csr", "-noout", "-verify", "-text")).StandardOutput;
        Assert.All(["O=Sun/Moon,CN=db1.lab", "Public-Key: (521 bit)", "TLS Web Server Authentication, TLS Web Client Authentication",
            "DNS:db1.lab, DNS:*.db1.lab, IP Address:10.0.0.1, IP Address:FD00:0:0:0:0:0:0:1"],
            part => Assert.Contains(part, text.Replace(" = ", "=").Replace(", CN", ",CN"), StringComparison.Ordinal));
        Assert.Equal("600 700\n", (await Cli.Wrap("stat").WithArguments(["-c", "%a", "made/server.key", "made"]).WithWorkingDirectory(_folder.FullName)
            .ExecuteBufferedAsync()).StandardOutput.Replace("\n700", " 700"));
    }

    [Fact]
    public async Task MakesRsaKeysOf2048Bits_UnlessToldOtherwise()
    {
        Assert.Equal(0, (await RunAsync(["dash"], "--subject", "/CN=db1", "made")).ExitCode);

        var text = (await OpenSslAsync("req", "-in", "made/server.csr", "-noout", "-text")).StandardOutput;
        Assert.Contains("Public-Key: (2048 bit)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Alternative", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OverwritesNothing_AndLeavesNothingOfAFailure()
    {
        Assert.Equal(0, (await RunAsync(["dash"], "--subject", "/CN=db1", "--key", "ec:P-256", "made")).ExitCode);
        var key = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "made", "server.key"));

        var again = await RunAsync(["dash"], "--subject", "/CN=db1", "made");
        Assert.Equal((1, true), (again.ExitCode, again.StandardError.Contains("made is there already", StringComparison.Ordinal)));
        Assert.Equal(key, await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "made", "server.key")));

        var bad = await RunAsync(["dash"], "--subject", "/CN=db1", "--key", "ec:P-1", "other");
        Assert.Equal((1, true), (bad.ExitCode, bad.StandardError.Contains("invalid curve", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "other")));
    }

    [Theory]
    [InlineData("the subject is missing", "made")]
    [InlineData("one folder is needed", "--subject", "/CN=db1")]
    [InlineData("unknown option --size", "--size", "1", "made")]
    [InlineData("--key has no value", "--key")]
    [InlineData("names and usage are lists", "--subject", "/CN=db1", "--names", "DNS:db1\nbasicConstraints = CA:TRUE", "made")]
    [InlineData("dsa:1024 is no kind of key", "--subject", "/CN=db1", "--key", "dsa:1024", "made")]
    public async Task SaysWhatIsWrong(string says, params string[] arguments)
    {
        var run = await RunAsync(["dash"], arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.StandardOutput));
        Assert.Contains(says, run.StandardError, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task SaysHowItIsUsed() =>
        Assert.StartsWith("usage: selfcertgen --subject NAME", (await RunAsync(["dash"], "--help")).StandardOutput, StringComparison.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<BufferedCommandResult> RunAsync(string[] shell, params string[] arguments) =>
        await Cli.Wrap(shell[0]).WithArguments([.. shell[1..], ToolFile.KeyMakerFilePath, .. arguments]).WithWorkingDirectory(_folder.FullName)
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

    private async Task<BufferedCommandResult> OpenSslAsync(params string[] arguments) =>
        await Cli.Wrap("openssl").WithArguments(arguments).WithWorkingDirectory(_folder.FullName).ExecuteBufferedAsync();
}
