using EncryptionInTransit.Lab.Faults;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>What goes wrong while a command is at work, at a random moment of it. It is over when the command has ended.</summary>
/// <param name="Kind">For counting.</param>
/// <param name="Node">That it happens to; null if it is this machine.</param>
internal abstract record Trouble(string Kind, NodeModel? Node)
{
    private const int Most = 3;

    /// <summary>Whether the node's database may die of it.</summary>
    public virtual bool MayEndDatabase(bool isRestarted) => false;

    /// <summary>Whether all processes of the node die of it.</summary>
    public virtual bool EndsProcesses => false;

    /// <summary>Runs a command into it.</summary>
    public abstract Task RunAsync(SoakFleet fleet, TimeSpan after, string[] command);

    /// <returns>What befalls a command, and the same command again, until it gets through; mostly one or none.</returns>
    public static IReadOnlyList<Trouble> SomeAtRandom(FleetModel fleet, Random random)
    {
        List<Trouble> some = [];
        while (some.Count < Most && AtRandom(fleet, random) is { } trouble)
            some.Add(trouble);
        return some;
    }

    private static Trouble? AtRandom(FleetModel fleet, Random random)
    {
        var node = random.Among(fleet.Members);
        return random.Next(14) switch
        {
            0 or 1 => new EngineKilled(),
            2 => new TwoAtOnce(),
            3 => new DiskFull(node),
            4 => new OfANode(NodeFault.PowerOff, node),
            5 => new OfANode(NodeFault.SessionKilled, node),
            6 => new OfANode(NodeFault.DatabaseKilled, node),
            7 => new OfANode(NodeFault.NetworkCut, node),
            _ => null,
        };
    }

    public sealed override string ToString() => Node is null ? Kind : $"{Kind} of {Node.Machine.Name}";

    private sealed record EngineKilled() : Trouble("kill -9 of engine and program", null)
    {
        public override async Task RunAsync(SoakFleet fleet, TimeSpan after, string[] command)
        {
            using var kill = new CancellationTokenSource(after);
            try
            {
                await fleet.StartAsync(kill.Token, command);
            }
            catch (OperationCanceledException)
            {
                (await fleet.RunAsync("cancel", "--yes")).MustSucceed();
            }
        }
    }

    /// <summary>One of them does it, and the other says so.</summary>
    private sealed record TwoAtOnce() : Trouble("two commands at once", null)
    {
        public override async Task RunAsync(SoakFleet fleet, TimeSpan after, string[] command)
        {
            var first = fleet.RunAsync(command);
            await Task.WhenAny(first, Task.Delay(after / 2));
            var second = await fleet.RunAsync(command);
            Run[] both = [await first, second];
            Assert.Contains(both, run => run.ExitCode == 0);
            foreach (var run in both.Where(run => run.ExitCode != 0))
                run.MustSay("the stack is currently locked by");
        }
    }

    private sealed record OfANode(NodeFault Fault, NodeModel Machine) : Trouble(Fault.ToString(), Machine)
    {
        public override bool MayEndDatabase(bool isRestarted) => Fault.KillsDatabase || Fault.EndsProcesses;

        public override bool EndsProcesses => Fault.EndsProcesses;

        public override async Task RunAsync(SoakFleet fleet, TimeSpan after, string[] command)
        {
            var run = fleet.RunAsync(command);
            await Task.WhenAny(run, Task.Delay(after));
            await Fault.HappenAsync(Machine.Machine, () => Task.WhenAny(run, Task.Delay(after)));
            await run;
        }
    }

    /// <summary>From a moment on until the command has ended.</summary>
    private sealed record DiskFull(NodeModel Machine) : Trouble("disk full", Machine)
    {
        /// <summary>A server that stops while the disk is full does not start again.</summary>
        public override bool MayEndDatabase(bool isRestarted) => isRestarted;

        public override async Task RunAsync(SoakFleet fleet, TimeSpan after, string[] command)
        {
            var run = fleet.RunAsync(command);
            await Task.WhenAny(run, Task.Delay(after));
            await using (await Machine.Machine.FillDiskAsync())
                await run;
        }
    }
}
