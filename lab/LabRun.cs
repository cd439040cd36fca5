using System.Collections.Immutable;
using System.Text.Json;

namespace EncryptionInTransit.Lab;

/// <summary>
/// Nodes of this process's own, on a network of their own. Disposing removes them;
/// when the process is killed before, the next start of any run does.
/// </summary>
public sealed class LabRun : IAsyncDisposable
{
    private static int s_started;

    private LabRun(string name, IReadOnlyDictionary<string, LabNode> nodes)
    {
        Name = name;
        Nodes = nodes;
    }

    public string Name { get; }

    /// <summary>The nodes by name.</summary>
    public IReadOnlyDictionary<string, LabNode> Nodes { get; }

    /// <summary>
    /// Starts nodes (none named: those of <c>lab/lab up</c>) and returns when each of them answers a query and an SSH client.
    /// </summary>
    /// <exception cref="LabException">One of them could not be started. None is left then.</exception>
    public static Task<LabRun> StartAsync(params NodeSpec[] nodes) => StartAsync(nodes, CancellationToken.None);

    /// <inheritdoc cref="StartAsync(NodeSpec[])"/>
    public static async Task<LabRun> StartAsync(IReadOnlyCollection<NodeSpec> nodes, CancellationToken cancel)
    {
        var name = $"test-{Environment.ProcessId}-{Interlocked.Increment(ref s_started)}";
        try
        {
            await LabProgram.RunAsync(
                ["up", "--run", name, "--owner", $"{Environment.ProcessId}", .. nodes.Select(node => $"{node.Name}={node.Kind}")],
                cancel);
            return new LabRun(name, await ListAsync(name, cancel));
        }
        catch
        {
            await RemoveAsync(name);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await RemoveAsync(Name);

    private static async Task<IReadOnlyDictionary<string, LabNode>> ListAsync(string run, CancellationToken cancel)
    {
        var json = await LabProgram.RunAsync(["list", "--run", run, "--json"], cancel);
        var facts = JsonSerializer.Deserialize<NodeFacts[]>(json, JsonSerializerOptions.Web)!;
        return facts.Select(node => new LabNode(node)).ToImmutableSortedDictionary(node => node.Name, node => node);
    }

    // Not to be cancelled: it is how the machine stays clean.
    private static Task RemoveAsync(string run) => LabProgram.RunAsync(["down", "--run", run], CancellationToken.None);
}
