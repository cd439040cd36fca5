using CliWrap;

namespace EncryptionInTransit.Lab.Tests;

public sealed class CommandThatDoesNotEnd
{
    [Fact]
    public async Task IsKilled_AfterItWasSaidWhatItPrintedAndWhatItWaitsFor()
    {
        var command = Cli.Wrap("sh").WithArguments(["-c", "echo it is $$; exec sleep 1000"]);

        var said = await Assert.ThrowsAsync<LabException>(() => command.ExecuteWatchedAsync(within: TimeSpan.FromSeconds(1)));

        Assert.Matches(@"\n(\d+) S sleep 1000\n    threads: 1 in \S*sleep\S*\n[\s\S]*it is \1\n", said.Message);
        Assert.False(Directory.Exists($"/proc/{said.Message.Split("it is ")[1].Trim()}"));
    }
}
