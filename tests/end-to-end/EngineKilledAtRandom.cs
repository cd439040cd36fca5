using System.Diagnostics;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// A <c>kill -9</c> of everything on this side, at random moments of ups that re-issue certificates and of destroys. The same command
/// again does the rest: after an <c>up</c> there is nothing to do, after a <c>destroy</c> the node is as it was before the first.
/// </summary>
/// <remarks>PULUMI_FAULTS_NODE_KILLS says how often, PULUMI_FAULTS_SEED repeats a sequence as far as the machine allows.</remarks>
[Trait("Scope", "thorough")]
public sealed class EngineKilledAtRandom() : OneNode(NodeKind.MariaDb118)
{
    private NodeSnapshot _before = null!;

    [Fact]
    public async Task EachTime_TheSameCommandAgainDoesTheRest()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("PULUMI_FAULTS_NODE_KILLS") ?? "2");
        var seed = int.Parse(Environment.GetEnvironmentVariable("PULUMI_FAULTS_SEED") ?? $"{Random.Shared.Next()}");
        var random = new Random(seed);
        _before = await Node.SnapshotAsync();
        (await Stack.UpAsync()).MustSucceed(); // builds the program
        var time = Stopwatch.StartNew();
        await ReissueAsync(0);
        (await Stack.UpAsync()).MustSucceed();
        var longest = time.Elapsed;
        var done = 0;
        try
        {
            for (var attempt = 1; done < kills; attempt++)
            {
                await ReissueAsync(attempt);
                var verb = random.Next(3) == 0 ? "destroy" : "up";
                if (await IsKilledAsync(longest * random.NextDouble(), verb))
                    done++;
                (await Stack.RunAsync("cancel", "--yes")).MustSucceed();
                if (verb == "destroy")
                    await DestroyAsync();
                (await Stack.UpAsync()).MustSucceed();
                (await Stack.RunAsync("preview", "--expect-no-changes")).MustSucceed();
            }
            await DestroyAsync();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"after {done} kills, seed {seed}: {e.Message}", e);
        }
    }

    private Task ReissueAsync(int attempt) => Stack.SetAsync("encryption-in-transit:reissue.all", $"{attempt + 2}");

    private async Task DestroyAsync()
    {
        (await Stack.RunAsync("destroy", "--yes")).MustSucceed();
        Assert.Empty(_before.ChangesTo(await Node.SnapshotAsync()));
    }

    /// <returns>Whether it was: a run may end before.</returns>
    private async Task<bool> IsKilledAsync(TimeSpan after, string verb)
    {
        using var kill = new CancellationTokenSource(after);
        try
        {
            await Stack.StartAsync(kill.Token, verb, "--yes");
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
