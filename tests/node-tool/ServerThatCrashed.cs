using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>What a crash leaves for a while: a server that mysqld_safe is about to start again, or one without its pid file.</summary>
[Collection(NodeKind.MariaDb1011)]
public sealed class ServerThatCrashed(MariaDb1011 fixture) : NodeToolTest(fixture)
{
    [Fact]
    public async Task WithoutAPidFile_IsRestartedAsAnyOther()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var claim = await Tool.PrepareAsync(First);
        var pidFile = (await Node.QueryAsync("SELECT @@pid_file")).Trim();

        (await Node.RunAsync($"rm {pidFile}")).MustSucceed();
        (await Tool.ActivateAsync(claim, First, ServerConfiguration.Text(extra: "back_log=77\ntls_version=TLSv1.3"))).MustSucceed();
        Assert.Equal("TLSv1.3", await Tool.VariableAsync("tls_version"));
        Assert.Equal("", (await Node.RunAsync($"rm {pidFile}")).MustSucceed().Error);
        (await Tool.ReleaseAsync()).MustSucceed();

        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task IsWaitedFor_WhereMysqldSafeStartsItAgain()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        var server = await Node.DatabasePidAsync();
        var safe = (await Node.RunAsync($"ps -o ppid= -p {server}")).MustSucceed().Output.Trim();
        Assert.Equal("mysqld_safe\n", (await Node.RunAsync($"cat /proc/{safe}/comm")).Output);

        // It is let go as soon as the tool is at work.
        (await Node.RunAsync($"kill -STOP {safe} && kill -KILL {server} && until [ \"$(ps -o state= -p {server})\" = Z ]; do :; done")).MustSucceed();
        (await Node.RunAsync($"(while flock --nonblock {ToolNode.State}/lock true; do :; done; kill -CONT {safe}) >/dev/null 2>&1 &")).MustSucceed();
        var released = (await Tool.ReleaseAsync()).MustSucceed();

        Assert.Contains("restarted: MariaDB drops our certificate only at its start", released.Output, StringComparison.Ordinal);
        Assert.Equal("1\n", (await Node.RunAsync("pidof mariadbd | wc -w")).Output);
        await AssertAsBeforeAsync();
    }
}
