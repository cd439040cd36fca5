using System.Text.RegularExpressions;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>The nodes, their stack and its clients, and what they are to be.</summary>
internal sealed class SoakFleet : IAsyncDisposable
{
    /// <summary>An account that the stack has now and then.</summary>
    public const string OtherUser = "report";

    private readonly LabRun _lab;
    private readonly StackSecrets _secrets;

    private SoakFleet(LabRun lab, Stack stack, StackSecrets secrets, Journal journal)
    {
        (_lab, Stack, _secrets, Journal) = (lab, stack, secrets, journal);
        Model = new([.. lab.Nodes.Values.Select(node => new NodeModel(node))]);
        Clients = [.. Model.Nodes.SelectMany(node => new[] { new SoakClient(node, isLazy: false), new SoakClient(node, isLazy: true) })];
    }

    public Stack Stack { get; }

    public FleetModel Model { get; }

    public Journal Journal { get; }

    public SoakCalendar Calendar { get; } = new();

    public IReadOnlyList<SoakClient> Clients { get; }

    /// <summary>Each machine as it was before the first step.</summary>
    public IReadOnlyDictionary<NodeModel, NodeSnapshot> Before { get; private set; } = new Dictionary<NodeModel, NodeSnapshot>();

    public static async Task<SoakFleet> StartAsync(bool withSystemd, Journal journal)
    {
        NodeSpec[] specs = withSystemd
            ? [new("db1", NodeKind.MariaDb118Systemd), new("db2", NodeKind.MySql97Systemd)]
            : [new("db1", NodeKind.MariaDb1011), new("db2", NodeKind.MariaDb118), new("db3", NodeKind.MySql97)];
        var lab = await LabRun.StartAsync(specs);
        try
        {
            foreach (var node in lab.Nodes.Values)
            {
                await App.CreateAsync(node);
                await node.QueryAsync($"CREATE USER {OtherUser}@'%' IDENTIFIED BY '{App.Password}'");
            }
            var stack = await Stack.CreateAsync(lab, [.. specs.Select(spec => spec.Name)], more: "");
            var fleet = new SoakFleet(lab, stack, StackSecrets.In(await File.ReadAllTextAsync(stack.ConfigurationPath)), journal);
            fleet.Before = await fleet.SnapshotsAsync(fleet.Model.Nodes);
            return fleet;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Stack.Dispose();
        await _lab.DisposeAsync();
    }

    /// <summary>Writes the model into the stack's file, as with an editor.</summary>
    public Task ConfigureAsync() => File.WriteAllTextAsync(Stack.ConfigurationPath, Model.Render(_secrets));

    /// <summary>Runs <c>./pulumiw</c> on the calendar's day.</summary>
    public Task<Run> RunAsync(params string[] arguments) => StartAsync(CancellationToken.None, arguments);

    /// <summary>The same, running until it ends or is killed.</summary>
    public async Task<Run> StartAsync(CancellationToken kill, params string[] arguments)
    {
        Stack.Clock = Calendar.Clock;
        return Heard(await Stack.StartAsync(kill, arguments));
    }

    /// <summary>Whatever a command says, it is no secret.</summary>
    private Run Heard(Run run)
    {
        Journal.Detail($"$ pulumiw {run.Command} (exit code {run.ExitCode})\n{run.Text}");
        foreach (var secret in new[] { "PRIVATE KEY", Stack.Passphrase, App.Password, _lab.Nodes.Values.First().ProofPassword })
            Assert.False(run.Text.Contains(secret, StringComparison.Ordinal), $"pulumiw {run.Command} says a secret:\n{run.Text}");
        if (!run.Command.StartsWith("preview", StringComparison.Ordinal))
            Journal.Count("seen", "renewals", Regex.Matches(run.Output, @"\S+ certificate of .*: it is made anew").DistinctBy(renewal => renewal.Value).Count());
        return run;
    }

    public async Task<IReadOnlyDictionary<NodeModel, NodeSnapshot>> SnapshotsAsync(IEnumerable<NodeModel> nodes)
    {
        var snapshots = await Task.WhenAll(nodes.Select(async node => (node, Snapshot: await node.Machine.SnapshotAsync())));
        return snapshots.ToDictionary(pair => pair.node, pair => pair.Snapshot);
    }

    /// <summary>Those of the members whose certificates are older than what is handed out, by <paramref name="who"/>, get it.</summary>
    public async Task HandOutAsync(Func<SoakClient, bool> who)
    {
        var handedOut = await Stack.HandedOutAsync(App.User);
        foreach (var client in Clients.Where(client => client.Node.IsMember && who(client)))
            client.Take(handedOut[client.Node.Name]);
    }
}
