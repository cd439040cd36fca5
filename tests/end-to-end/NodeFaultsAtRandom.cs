using System.Diagnostics;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// Faults of the node and of the way to it, at random moments of ups that re-issue certificates and of destroys. The same command again
/// does the rest: after an <c>up</c> there is nothing to do, after a <c>destroy</c> the node is as it was before the first.
/// </summary>
/// <remarks>PULUMI_FAULTS_NODE_FAULTS says how many, PULUMI_FAULTS_SEED repeats a sequence as far as the machine allows.</remarks>
[Trait("Scope", "thorough")]
public sealed class NodeFaultsAtRandom() : OneNode(NodeKind.MariaDb118)
{
    [Fact]
    public async Task EachTime_TheSameCommandAgainDoesTheRest()
    {
        var faults = int.Parse(Environment.GetEnvironmentVariable("PULUMI_FAULTS_NODE_FAULTS") ?? "1");
        var seed = int.Parse(Environment.GetEnvironmentVariable("PULUMI_FAULTS_SEED") ?? $"{Random.Shared.Next()}");
        var random = new Random(seed);
        var before = await Node.SnapshotAsync();
        (await Stack.UpAsync()).MustSucceed(); // builds the program
        var time = Stopwatch.StartNew();
        await Stack.SetAsync("encryption-in-transit:reissue.all", "2");
        (await Stack.UpAsync()).MustSucceed();
        var longest = time.Elapsed;
        for (var number = 1; number <= faults; number++)
        {
            await Stack.SetAsync("encryption-in-transit:reissue.all", $"{number + 2}");
            var fault = NodeFault.All[random.Next(NodeFault.All.Count)];
            var verb = random.Next(3) == 0 ? "destroy" : "up";
            var after = longest * random.NextDouble();
            try
            {
                await BreaksAsync(fault, verb, after);
                if (verb == "destroy")
                    Assert.Empty(before.ChangesTo(await Node.SnapshotAsync()));
                (await Stack.UpAsync()).MustSucceed();
                (await Stack.RunAsync("preview", "--expect-no-changes")).MustSucceed();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"fault {number}, seed {seed}: {fault}, {after.TotalSeconds:0.0} s into {verb}: {e.Message}", e);
            }
        }

        (await Stack.RunAsync("destroy", "--yes")).MustSucceed();
        Assert.Empty(before.ChangesTo(await Node.SnapshotAsync()));
    }

    private async Task BreaksAsync(NodeFault fault, string verb, TimeSpan after)
    {
        var run = Stack.StartAsync(CancellationToken.None, verb, "--yes");
        await Task.WhenAny(run, Task.Delay(after));
        await fault.HappenAsync(Node, () => Task.CompletedTask);
        await run;
        await NodeFault.IdleAsync(Node);
        if ((await Node.RunAsync($"service {Node.Service} status")).ExitCode != 0)
            (await Node.RunAsync($"service {Node.Service} start")).MustSucceed();
        (await Stack.RunAsync(verb, "--yes")).MustSucceed();
    }
}
