using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>
/// What looks right to every check beforehand, and still does not work with this machine: the node serves what it served before.
/// </summary>
public abstract class RolledBackByTheMachine(ToolNodeFixture fixture) : NodeToolTest(fixture)
{
    // Read at the start only, also by MySQL.
    private static readonly string s_restarting = ServerConfiguration.Text(extra: "back_log=77");

    /// <summary>
    /// As AppArmor or a unit's InaccessiblePaths would: files that all may read by their modes, and the service may not reach. There is
    /// no AppArmor in the lab, so the service starts in a mount namespace of its own, where their folder is empty.
    /// </summary>
    [Fact]
    public async Task AServiceThatMayNotReachItsKeys()
    {
        await using var wrapped = await ServiceStart.WrapAsync(Node, "exec unshare --mount sh -c 'mount -t tmpfs tmpfs /var/lib/jelastic && exec \"$@\"' sh");
        var claim = await Tool.PrepareAsync(First);
        (await Node.RunAsync($"service {Node.Service} restart")).MustSucceed();
        var (before, served, pid) = (await ServerAndFilesAsync(), await Tool.ServedAsync(), await Node.DatabasePidAsync());

        AssertRolledBack(await Tool.ActivateAsync(claim, First), "rolled back: files, configuration and variables are as they were");

        Assert.Equal(before, await ServerAndFilesAsync());
        if (!Tool.IsMariaDb)
            Assert.Equal((served, pid), (await Tool.ServedAsync(), await Node.DatabasePidAsync()));
    }

    /// <param name="starts">How many fail before memory is there again: the server of before is tried twice.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AStartThatRunsOutOfMemory(int starts)
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var claim = await Tool.PrepareAsync(Second);
        var before = await ServerAndFilesAsync();
        await using var wrapped = await ServiceStart.WrapAsync(Node, "for file in /run/scarce-*; do if [ -e \"$file\" ]; then rm \"$file\"; ulimit -v 200000; break; fi; done; exec");
        (await Node.RunAsync($"touch $(seq -f /run/scarce-%g {starts})")).MustSucceed();

        AssertRolledBack(await Tool.ActivateAsync(claim, Second, s_restarting), "the server did not come back", $"serving {First.Fingerprint}");

        Assert.NotEqual(0, (await Node.RunAsync("ls /run/scarce-*")).ExitCode);
        Assert.Equal(before, await ServerAndFilesAsync());
        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());
        (await Tool.RunAsync("verify")).MustSucceed();
    }

    [Fact]
    public async Task ADiskThatFillsUpMidway()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var claim = await Tool.PrepareAsync(Second);
        var (before, pid) = (await ServerAndFilesAsync(), await Node.DatabasePidAsync());

        await using (await Node.FillDiskWhenAsync($"[ -d {ToolNode.State}/rollback ]"))
        {
            var activated = await Tool.ActivateAsync(claim, Second, ServerConfiguration.Text(ciphers: "ECDHE-RSA-AES256-GCM-SHA384") + new string('#', 20_000));
            AssertRolledBack(activated, "No space left on device", $"serving {First.Fingerprint}");
            Assert.Equal(First.Fingerprint, await Tool.ServedAsync());
            Assert.Equal(pid, await Node.DatabasePidAsync());
        }

        Assert.Equal(before, await ServerAndFilesAsync());
        (await Tool.RunAsync("verify")).MustSucceed();
    }

    /// <summary>The server's list is shorter than OpenSSL's, by which it is checked first.</summary>
    [Fact]
    public async Task ACipherThatOnlyTheServerRefuses()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var claim = await Tool.PrepareAsync(Second);
        var (before, pid) = (await ServerAndFilesAsync(), await Node.DatabasePidAsync());
        const string Ciphers = "ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES256-SHA";

        var activated = await Tool.ActivateAsync(claim, Second, ServerConfiguration.Text(ciphers: Ciphers));

        if (Tool.IsMariaDb)
        {
            activated.MustSucceed();
            return;
        }

        AssertRolledBack(activated, "DHE-RSA-AES256-SHA");
        Assert.Equal((before, pid), (await ServerAndFilesAsync(), await Node.DatabasePidAsync()));
        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());
    }

    private static void AssertRolledBack(CommandOutput activated, params string[] says)
    {
        Assert.Equal(1, activated.ExitCode);
        Assert.All(says, text => Assert.Contains(text, activated.Error, StringComparison.Ordinal));
    }
}

[Collection(NodeKind.MariaDb1011)]
public sealed class RolledBackByTheMachineOnMariaDb1011(MariaDb1011 fixture) : RolledBackByTheMachine(fixture);

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class RolledBackByTheMachineOnMySql97(MySql97 fixture) : RolledBackByTheMachine(fixture);
