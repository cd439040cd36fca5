using System.Globalization;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.FleetBenchmark;

/// <summary>Bare MariaDB nodes whose sshd keeps a list of its logins.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const string Kind = "mariadb-10.11-python3"; // Ansible needs it on the nodes
    private const string Logins = "/run/logins";

    private readonly LabRun _lab;

    private Fleet(LabRun lab) => _lab = lab;

    public LabRun Lab => _lab;

    public IReadOnlyList<LabNode> Nodes => [.. _lab.Nodes.Values];

    public static async Task<Fleet> StartAsync(int nodes)
    {
        var fleet = new Fleet(await LabRun.StartAsync(
            [.. Enumerable.Range(1, nodes).Select(i => new NodeSpec(string.Create(CultureInfo.InvariantCulture, $"db{i}"), Kind))]));
        await fleet.OnEachAsync($"echo SSHD_OPTS=-E{Logins} >>/etc/default/ssh && service ssh restart");
        return fleet;
    }

    /// <returns>SSH logins on all nodes since the last call.</returns>
    public async Task<int> TakeLoginsAsync()
    {
        var counts = await OnEachAsync($"grep -c '^Accepted publickey' {Logins}; : >{Logins}");
        return counts.Sum(count => int.Parse(count, CultureInfo.InvariantCulture));
    }

    private async Task<IReadOnlyList<string>> OnEachAsync(string command)
    {
        List<string> outputs = [];
        foreach (var node in Nodes)
            outputs.Add((await node.RunAsync(command)).MustSucceed().Output);
        return outputs;
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
