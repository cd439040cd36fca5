using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>systemd runs the server, and logs for it.</summary>
public sealed class NodeWithSystemd() : OneNode(NodeKind.MariaDb118Systemd)
{
    [Fact]
    public async Task IsInstalledByOneRestart_ReissuedByNone_AndPutBackAsItWas()
    {
        var (before, pid) = (await Node.SnapshotAsync(), await Node.DatabasePidAsync());

        (await Stack.UpAsync()).MustSucceed();
        var installed = await Node.DatabasePidAsync();
        Assert.NotEqual(pid, installed);
        var issued = await IssuedAsync();

        await Stack.SetAsync("encryption-in-transit:reissue.all", "2");
        (await Stack.UpAsync()).MustSucceed();
        Assert.NotEqual(issued, await IssuedAsync());
        Assert.Equal(installed, await Node.DatabasePidAsync());

        (await Stack.RunAsync("destroy", "--yes")).MustSucceed();
        Assert.Empty(before.ChangesTo(await Node.SnapshotAsync()));
        Assert.Equal("active\n", (await Node.RunAsync($"systemctl is-active {Node.Service}")).Output);
    }

    /// <summary>The proof has seen it served.</summary>
    private async Task<string?> IssuedAsync()
    {
        var row = (await Stack.ProofAsync())["db1"];
        Assert.Equal(0, row.GetProperty("failures").GetArrayLength());
        return row.GetProperty("issuedSha256").GetString();
    }
}
