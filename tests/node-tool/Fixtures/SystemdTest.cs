namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>A test on a node where systemd runs the server.</summary>
public abstract class SystemdTest(ToolNodeFixture fixture) : NodeToolTest(fixture)
{
    /// <summary>An option that is read at the start only: MySQL restarts for nothing of ours.</summary>
    internal static readonly string Restarting = ServerConfiguration.Text(extra: "back_log=77");

    internal Unit Unit => new(Node);

    /// <summary>Every server accepts it as an option, and none comes up with it.</summary>
    internal static string Deadly(string path) => ServerConfiguration.Text(extra: $"innodb_log_group_home_dir={path}");

    /// <summary>It belongs to the unit, not to whoever started it: it outlives the tool's SSH session.</summary>
    internal async Task<int> AssertUnitRunsServerAsync()
    {
        var pid = await Node.DatabasePidAsync();
        Assert.Equal(("active", $"{pid}"), (await Unit.PropertyAsync("ActiveState"), await Unit.PropertyAsync("MainPID")));
        Assert.EndsWith($"/{Node.Service}.service", (await Node.RunAsync($"grep '^0:' /proc/{pid}/cgroup")).Output.Trim(), StringComparison.Ordinal);
        return pid;
    }
}
