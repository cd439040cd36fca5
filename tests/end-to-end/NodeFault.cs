using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>What breaks while a step is under way on a node. When it has happened, the node is reachable again.</summary>
/// <param name="happen">Gets what lets the step go on, where it can.</param>
public sealed class NodeFault(string name, Func<LabNode, Func<Task>, Task> happen)
{
    public static readonly NodeFault PowerOff = new("power off", async (node, goOn) =>
    {
        await using (await node.PowerOffAsync())
        {
        }
        await goOn();
    })
    { EndsProcesses = true };

    public static readonly NodeFault SessionKilled = new("sshd session killed", async (node, goOn) =>
    {
        await node.KillSshSessionsAsync();
        await goOn();
    });

    public static readonly NodeFault DatabaseKilled = new("database killed", async (node, goOn) =>
    {
        await node.KillDatabaseAsync();
        await goOn();
    })
    { KillsDatabase = true };

    /// <summary>It comes back when the step has ended on the node.</summary>
    public static readonly NodeFault NetworkCut = new("network cut", async (node, goOn) =>
    {
        await using (await node.CutNetworkAsync())
        {
            await goOn();
            await IdleAsync(node);
        }
    });

    public static readonly IReadOnlyList<NodeFault> All = [PowerOff, SessionKilled, DatabaseKilled, NetworkCut];

    /// <summary>Whether the database dies by it.</summary>
    public bool KillsDatabase { get; private init; }

    /// <summary>Whether all processes of the node die by it; those of its boot start again.</summary>
    public bool EndsProcesses { get; private init; }

    public Task HappenAsync(LabNode node, Func<Task> goOn) => happen(node, goOn);

    /// <summary>Returns when the node tool is not at work there, as it may be when nobody listens to it any more.</summary>
    // The lock is not made by this: where nothing is claimed there is none, and nobody works.
    public static Task IdleAsync(LabNode node) => node.RunAsync("timeout 300 flock 9 9</var/lib/encryption-in-transit/lock");

    public override string ToString() => name;
}
