using EncryptionInTransit.Lab.Faults;

namespace EncryptionInTransit.Lab.Tests;

/// <summary>Faults do what they say, and mending undoes it.</summary>
public abstract class FaultyNode(OneNode fixture)
{
    private readonly LabNode _node = fixture.Node;

    [Fact]
    public async Task DatabaseStopped_RefusesConnections_UntilMended()
    {
        await using (await _node.StopDatabaseAsync())
        {
            Assert.False(await Visitor.CanConnectAsync(_node, _node.Port));
            Assert.True(await Visitor.CanConnectAsync(_node, 22));
            Assert.NotEqual(0, (await _node.RunAsync($"service {_node.Service} status")).ExitCode);
        }

        Assert.Equal("1", await Visitor.QueryAsync(_node, "SELECT 1"));
    }

    [Fact]
    public async Task SshStopped_RefusesConnections_UntilMended()
    {
        await using (await _node.StopSshAsync())
        {
            Assert.False(await Visitor.CanConnectAsync(_node, 22));
            Assert.True(await Visitor.CanConnectAsync(_node, _node.Port));
        }

        (await Visitor.SshAsync(_node, "true")).MustSucceed();
    }

    [Theory]
    [InlineData("/var/lib/encryption-in-transit")]
    [InlineData("/var/lib/jelastic/keys")]
    [InlineData("/usr/local/sbin")]
    [InlineData("/etc/mysql/conf.d")]
    public async Task DiskFull_FailsWritingWithNoSpace_UntilMended(string folder)
    {
        var write = $"mkdir -p {folder} && head -c 20000 /dev/zero >{folder}/probe";

        await using (await _node.FillDiskAsync())
            Assert.Contains("No space left on device", (await _node.RunAsync(write)).Error, StringComparison.Ordinal);

        (await _node.RunAsync($"{write} && rm {folder}/probe")).MustSucceed();
    }

    [Fact]
    public async Task PowerGone_EndsAllProcesses_AndKeepsTheDisk()
    {
        (await _node.RunAsync("rm -f /etc/issue.net; echo written >/root/file; mkdir /run/gone")).MustSucceed();
        await _node.QueryAsync("CREATE DATABASE IF NOT EXISTS kept");

        await using (await _node.PowerOffAsync())
        {
            Assert.False(await Visitor.CanConnectAsync(_node, 22));
            await Assert.ThrowsAsync<LabException>(() => _node.QueryAsync("SELECT 1"));
        }

        Assert.Equal("written\n", (await _node.RunAsync("cat /root/file; ls /etc/issue.net /run/gone 2>/dev/null; rm /root/file")).Output);
        Assert.Equal("kept\n", await _node.QueryAsync("SHOW DATABASES LIKE 'kept'"));
        await _node.QueryAsync("DROP DATABASE kept");
        (await Visitor.SshAsync(_node, "true")).MustSucceed();
    }

    [Fact]
    public async Task DiskNearlyFull_TakesWhatIsLeftAndNoMore()
    {
        await using (await _node.FillDiskAsync(leaveBytes: 100_000))
        {
            (await _node.RunAsync("head -c 40000 /dev/zero >/root/fits")).MustSucceed();
            Assert.NotEqual(0, (await _node.RunAsync("head -c 400000 /dev/zero >/root/does-not-fit")).ExitCode);
        }

        (await _node.RunAsync("rm /root/fits /root/does-not-fit")).MustSucceed();
    }

    [Fact]
    public async Task NetworkCut_LosesAllConnections_UntilMended()
    {
        await using (await _node.CutNetworkAsync())
        {
            Assert.False(await Visitor.CanConnectAsync(_node, 22));
            Assert.False(await Visitor.CanConnectAsync(_node, _node.Port));
            Assert.Equal("1\n", await _node.QueryAsync("SELECT 1"));
        }

        Assert.Equal("1", await Visitor.QueryAsync(_node, "SELECT 1"));
        (await Visitor.SshAsync(_node, "true")).MustSucceed();
    }

    [Fact]
    public async Task HostKeyChanged_IsRefusedByAClientThatKnowsTheNode_UntilMended()
    {
        await using (await _node.ChangeHostKeyAsync())
            Assert.Contains("Host key verification failed", (await Visitor.SshAsync(_node, "true")).Error, StringComparison.Ordinal);

        (await Visitor.SshAsync(_node, "true")).MustSucceed();
    }

    [Fact]
    public async Task LoginWithSudo_BecomesRoot()
    {
        await using var login = await _node.AddLoginWithSudoAsync();

        var output = await Visitor.SshAsync(_node, login.User, "id -un; sudo -n id -un");

        Assert.Equal($"{login.User}\nroot\n", output.MustSucceed().Output);
    }

    [Fact]
    public async Task LoginWithoutSudo_StaysWhoItIs()
    {
        await using var login = await _node.AddLoginWithoutSudoAsync();

        var output = await Visitor.SshAsync(_node, login.User, "id -un; sudo -n id -un");

        Assert.Equal($"{login.User}\n", output.Output);
        Assert.NotEqual(0, output.ExitCode);
    }

    [Fact]
    public async Task LoginRemoved_CannotLogIn()
    {
        var login = await _node.AddLoginWithSudoAsync("gone");

        await login.DisposeAsync();

        Assert.Contains("Permission denied", (await Visitor.SshAsync(_node, login.User, "true")).Error, StringComparison.Ordinal);
        Assert.NotEqual(0, (await _node.RunAsync("ls /etc/sudoers.d/gone /home/gone")).ExitCode);
    }
}

public sealed class FaultyMariaDb1011(MariaDb1011 fixture) : FaultyNode(fixture), IClassFixture<MariaDb1011>;

[Trait("Scope", "thorough")]
public sealed class FaultyMariaDb118Systemd(MariaDb118Systemd fixture) : FaultyNode(fixture), IClassFixture<MariaDb118Systemd>;

[Trait("Scope", "thorough")]
public sealed class FaultyMySql97(MySql97 fixture) : FaultyNode(fixture), IClassFixture<MySql97>;
