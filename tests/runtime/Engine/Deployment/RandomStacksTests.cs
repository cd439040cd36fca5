using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using Pulumi.Engine.Tests.Deployment.Support;

namespace Pulumi.Engine.Tests.Deployment;

/// <summary>
/// Random programs, edits and failures. Each state that is written is sound (<see cref="SnapshotIntegrity"/>), tells what exists,
/// and one up without failures makes everything as the program wants it. The seed in a failed test's name repeats it.
/// </summary>
public sealed class RandomStacksTests
{
    private const int Runs = 6;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_state_is_true_after_every_run_and_the_last_one_converges(int seed)
    {
        var random = new Random(seed);
        var stack = new TestStack();
        for (var run = 0; run < Runs; run++)
        {
            var program = RandomProgram(random);
            var (failing, continues) = (random.Next(0, 4), random.Next(2) == 0);
            var failures = new Random(random.Next());
            stack.Cloud.Before = (call, _) =>
            {
                lock (failures)
                    return failures.Next(12) < failing ? throw new ProviderException($"{call} fails") : Task.CompletedTask;
            };

            await stack.UpAsync(Run(program), o => o with { ContinueOnError = continues });
            RequireTruth(stack);

            if (run < Runs - 1)
                continue;
            stack.Cloud.Before = (_, _) => Task.CompletedTask;
            var last = await stack.UpAsync(Run(program));
            Assert.True(last.Outcome is DeploymentOutcome.Succeeded, string.Join('\n', stack.Events.Errors));
            Assert.Equal(program.Select(node => node.Name).Order(), stack.Names.Order());
            RequireTruth(stack);
            Assert.False((await stack.UpAsync(Run(program))).HasChanges);
        }

        await stack.DestroyAsync();
        Assert.Empty(stack.Cloud.Things);
        Assert.Empty(stack.State.Resources);
    }

    /// <summary>What the state lists exists, what exists is listed.</summary>
    private static void RequireTruth(TestStack stack)
    {
        var listed = stack.State.Resources.Where(r => r.Custom && !Urn.IsProviderType(r.Type) && !r.PendingReplacement).Select(r => r.Id);
        Assert.Equal(stack.Cloud.Things.Keys.Order(), listed.Order());
        Assert.Empty(stack.State.PendingOperations);
    }

    private static List<Node> RandomProgram(Random random)
    {
        var nodes = new List<Node>();
        foreach (var name in Enumerable.Range(0, 9).Select(i => $"n{i}").Where(_ => random.Next(5) > 0))
        {
            var before = nodes.Select(node => node.Name).ToArray();
            string? Earlier() => before.Length > 0 && random.Next(3) > 0 ? before[random.Next(before.Length)] : null;
            nodes.Add(new(name, random.Next(3), random.Next(3), Earlier(), Earlier(), Earlier(), random.Next(3) == 0));
        }
        return nodes;
    }

    /// <summary>Registers each node as soon as those that it needs are there, as SDKs do.</summary>
    private static Func<TestProgram, Task> Run(List<Node> nodes) => async program =>
    {
        var registered = new Dictionary<string, Task<Registered>>();
        foreach (var node in nodes)
            registered[node.Name] = RegisterAsync(node, new(registered));
        await Task.WhenAll(registered.Values);

        async Task<Registered> RegisterAsync(Node node, Dictionary<string, Task<Registered>> before)
        {
            await Task.Yield();
            var inputs = new List<(string, object)>
            {
                ("text", node.Text),
                ("identity", node.IdentityFrom is { } identity ? new Use(await before[identity]) : node.Identity),
            };
            if (node.TextFrom is { } text)
                inputs.Add(("from", new Use(await before[text])));
            return await program.ThingAsync(
                node.Name, [.. inputs], node.After is { } after ? [await before[after]] : [],
                r => r.DeleteBeforeReplace = node.DeleteBeforeReplace);
        }
    };

    private sealed record Node(
        string Name, int Text, int Identity, string? IdentityFrom, string? TextFrom, string? After, bool DeleteBeforeReplace);
}
