using System.Diagnostics;
using Pulumi.Engine.Model;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Faults;

/// <summary>
/// <c>kill -9</c> of the engine, of the program or of both, at random moments of ups, replacements and destroys. Afterwards `cancel`
/// and an `up` make everything whole, and the files that the commands wrote prove it: nothing is lost, and nothing was done twice
/// that the state did not call pending.
/// </summary>
/// <remarks>PULUMI_FAULTS_KILLS says how often, PULUMI_FAULTS_SEED repeats a sequence as far as the machine allows.</remarks>
[Trait("Scope", "thorough")]
public sealed class Killed
{
    private const int Commands = 8;
    private const int KillsBetweenRepairs = 4;
    private const int MostBytes = 20_000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1.5);

    private readonly HashSet<string> _pending = [];
    private readonly Dictionary<string, int> _explained = [];
    private bool _deleting;
    private int _generation = 1;
    private int _edit = 1;

    [Fact]
    public async Task AtAnyMoment_NothingIsLostOrDoneTwice()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("PULUMI_FAULTS_KILLS") ?? "8");
        var seed = int.Parse(Environment.GetEnvironmentVariable("PULUMI_FAULTS_SEED") ?? $"{Random.Shared.Next()}");
        var random = new Random(seed);
        using var stack = await FaultyStack.CreateAsync(Commands);
        (await stack.UpAsync()).Must(0); // builds the program
        var done = 0;
        try
        {
            while (done < kills)
            {
                if (await KillAsync(stack, random) && ++done % KillsBetweenRepairs == 0)
                    await RepairAsync(stack);
            }
            await RepairAsync(stack);
            (await stack.RunAsync("destroy", "--yes", "--skip-preview")).Must(0);
            RequireFiles(stack, []);
            Assert.Empty((await stack.StateAsync()).Resources);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"after {done} kills, seed {seed}: {e.Message}\n{string.Join('\n', stack.Log)}", e);
        }
    }

    /// <returns>Whether something was killed: a run may end before.</returns>
    private async Task<bool> KillAsync(FaultyStack stack, Random random)
    {
        using var engine = Begin(stack, random);
        var (wait, bytes) = (Longest * random.NextDouble(), random.Next(MostBytes));
        var byTime = random.Next(2) == 0;
        for (var time = Stopwatch.StartNew(); !engine.HasEnded; await Task.Delay(1))
        {
            if (byTime ? time.Elapsed > wait : File.Exists(stack.JournalPath) && new FileInfo(stack.JournalPath).Length > bytes)
                break;
        }
        var killed = !engine.HasEnded;
        var victim = random.Next(4);
        if (killed && victim == 0)
            engine.KillProgram();
        else if (killed && victim == 1)
            engine.KillBoth();
        else if (killed)
            engine.Kill();
        await engine.EndAsync();
        await stack.NobodyIsLeftAsync();

        var state = await stack.StateAsync();
        SnapshotIntegrity.Check(state);
        stack.RequireNoSecret();
        foreach (var pending in state.PendingOperations)
            Explain(pending);
        if (stack.IsLocked)
            (await stack.RunAsync("cancel")).Must(0);
        return killed;
    }

    private EngineProcess Begin(FaultyStack stack, Random random)
    {
        var what = random.Next(5);
        if (what == 0)
            return stack.Start("destroy", "--yes", "--skip-preview");
        if (what <= 2)
            _generation++;
        else
            _edit++;
        return stack.StartUp("-c", $"faults:generation={_generation}", "-c", $"faults:edit={_edit}");
    }

    private async Task RepairAsync(FaultyStack stack)
    {
        if (_deleting)
            _edit++; // what was deleted, and still stands in the state, is written again by an update
        _deleting = false;
        (await stack.UpAsync("-c", $"faults:generation={_generation}", "-c", $"faults:edit={_edit}")).Must(0);

        RequireFiles(stack, Enumerable.Range(0, Commands).Select(i => i % 2 == 1 ? $"c{i}" : $"c{i}.{_generation}"));
        Assert.Empty(DoneAgain(stack.Log).GroupBy(line => line)
            .Where(line => line.Count() > _explained.GetValueOrDefault(line.Key)).Select(line => line.Key));
        (await stack.RunAsync("preview", "--expect-no-changes")).Must(0);
        (await stack.RunAsync("refresh", "--yes", "--skip-preview", "--clear-pending-creates")).Must(0);
        Assert.Empty((await stack.StateAsync()).PendingOperations);
    }

    /// <summary>A command that was under way may have done its work, or not, and is run anew.</summary>
    private void Explain(PendingOperation pending)
    {
        var generation = ((PropertyValue.ArrayValue)pending.Resource.Inputs["triggers"]).Elements[0];
        var (name, number) = (Urn.Name(pending.Resource.Urn), ((PropertyValue.NumberValue)generation).Value);
        _pending.Add($"{name}.{number}");
        _deleting |= pending.Kind is PendingOperationKind.Deleting;
        var verb = pending.Kind is PendingOperationKind.Deleting ? "delete" : "create";
        var line = $"{verb} {name} {number}";
        _explained[line] = _explained.GetValueOrDefault(line) + 1;
    }

    /// <summary>Creates of what was there, and deletes of what was not.</summary>
    private static IEnumerable<string> DoneAgain(string[] log)
    {
        var there = new HashSet<string>();
        foreach (var line in log)
        {
            var (verb, what) = (line.Split(' ')[0], line[line.IndexOf(' ')..]);
            if ((verb == "create" && !there.Add(what)) || (verb == "delete" && !there.Remove(what)))
                yield return line;
        }
    }

    /// <summary>The files that must be there are, and no other but those of commands that were interrupted.</summary>
    private void RequireFiles(FaultyStack stack, IEnumerable<string> wanted)
    {
        var (files, names) = (stack.Files, wanted.ToHashSet());
        Assert.All(names, name => Assert.Equal($"{_generation}.{_edit}", files.GetValueOrDefault(name)));
        Assert.All(files.Keys.Where(file => !names.Contains(file)), file => Assert.True(
            _pending.Contains(file) || _pending.Any(pending => pending.StartsWith(file + ".", StringComparison.Ordinal)),
            $"{file} is left behind"));
    }
}
