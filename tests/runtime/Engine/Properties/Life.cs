using CsCheck;

namespace Pulumi.Engine.Tests.Properties;

/// <summary>Runs on one stack, one after another.</summary>
internal sealed record Life(bool ProviderKnowsSecrets, PlannedRun[] Runs)
{
    private const int MostRuns = 5;

    public static readonly Gen<Life> Random = Gen.Select(
        Gen.Bool, PlannedRun.Random.Array[1, MostRuns], (knowsSecrets, runs) => new Life(knowsSecrets, runs));

    public override string ToString() =>
        $"provider {(ProviderKnowsSecrets ? "knows" : "does not know")} secrets\n{string.Join('\n', Runs.AsEnumerable())}";
}

/// <summary>One run, and what goes wrong in it.</summary>
/// <param name="Nodes">The program, by place; null where it has nothing.</param>
/// <param name="Failing">Calls that fail, as <c>create 3</c> by the place of their resource.</param>
/// <param name="Hanging">A call that does not return until it is cancelled by force; null for none.</param>
/// <param name="Target">Place of the only resource that may be touched; null for all.</param>
/// <param name="Replaced">Place of a resource that is to be replaced; null for none.</param>
internal sealed record PlannedRun(
    RunVerb Verb, Node?[] Nodes, string[] Failing, string? Hanging, Kill? Kill, int? Target, int? Replaced, RunSwitches Switches)
{
    private static readonly Gen<string> Call = Gen.Select(
        Gen.Int[0, 2].Select(n => new[] { "create", "update", "delete" }[n]), Gen.Int[Node.FirstThing, Node.Places - 1], (verb, place) => $"{verb} {place}");

    private static readonly Gen<int?> Place = Gen.Int[0, Node.Places - 1].Select(place => (int?)place);

    private static readonly Gen<(string[], string?, Kill?)> Faults = Gen.Select(
        Gen.Frequency((2, Gen.Const(Array.Empty<string>())), (1, Call.Array[1, 3])),
        Rarely(5, Call.Select(call => (string?)call)),
        Rarely(2, Kill.Random.Select(kill => (Kill?)kill)),
        (failing, hanging, kill) => (failing, hanging, kill));

    public static readonly Gen<PlannedRun> Random = Gen.Select(
        Gen.Frequency((8, Gen.Const(RunVerb.Up)), (1, Gen.Const(RunVerb.Refresh)), (1, Gen.Const(RunVerb.Destroy))),
        Node.RandomProgram,
        Faults,
        Rarely(8, Place),
        Rarely(5, Place),
        RunSwitches.Random,
        (verb, nodes, faults, target, replaced, switches) =>
            new PlannedRun(verb, nodes, faults.Item1, faults.Item2, faults.Item3, target, replaced, switches));

    public override string ToString() => string.Join("; ",
    [
        $"{Verb} {Switches}",
        .. Failing.Length > 0 ? [$"fails: {string.Join(", ", Failing)}"] : Array.Empty<string>(),
        .. Hanging is null ? Array.Empty<string>() : [$"hangs: {Hanging}"],
        .. Kill is null ? Array.Empty<string>() : [Kill.ToString()],
        .. Target is null ? Array.Empty<string>() : [$"target {Target}"],
        .. Replaced is null ? Array.Empty<string>() : [$"replace {Replaced}"],
        .. Nodes.Select((node, place) => node is null ? "" : $"\n   {place}: {node}").Where(text => text.Length > 0),
    ]);

    private static Gen<T?> Rarely<T>(int of, Gen<T?> gen) => Gen.Frequency((of, Gen.Const(default(T))), (1, gen));
}

internal enum RunVerb
{
    Up,
    Refresh,
    Destroy,
}

internal sealed record RunSwitches(bool ContinueOnError, bool Refresh, bool OneAtATime, bool TargetDependents)
{
    public static readonly Gen<RunSwitches> Random = Gen.Select(
        Gen.Bool, Gen.Int[0, 5].Select(n => n == 5), Gen.Bool, Gen.Bool,
        (goOn, refresh, one, dependents) => new RunSwitches(goOn, refresh, one, dependents));
}

/// <summary>A <c>kill -9</c> at a write of the state.</summary>
/// <param name="Write">The number of the write, from 1.</param>
/// <param name="Durable">Whether that write came to the disk.</param>
/// <param name="CallsEnd">Whether provider calls that had begun come to their end all the same, as a shell command does.</param>
internal sealed record Kill(int Write, bool Durable, bool CallsEnd)
{
    private const int LastWrite = 30;

    public static readonly Gen<Kill> Random = Gen.Select(
        Gen.Int[1, LastWrite], Gen.Bool, Gen.Bool, (write, durable, end) => new Kill(write, durable, end));
}
