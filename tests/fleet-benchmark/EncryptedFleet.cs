using EncryptionInTransit.EndToEnd.Tests;

namespace EncryptionInTransit.FleetBenchmark;

/// <summary>The same nodes in a stack of ours, driven as a user does: with all checks, the proof from outside included.</summary>
internal sealed class EncryptedFleet : IDisposable
{
    private readonly Stack _stack;

    private EncryptedFleet(Stack stack) => _stack = stack;

    /// <summary>Engine and program are built before the first measurement.</summary>
    public static async Task<EncryptedFleet> CreateAsync(Fleet fleet)
    {
        var stack = await Stack.CreateAsync(fleet.Lab, [.. fleet.Nodes.Select(node => node.Name)]);
        (await stack.RunAsync("preview")).MustSucceed();
        return new(stack);
    }

    public Task<Watched> InstallAsync() => UpAsync();

    public Task<Watched> UpAsync() => RunAsync("up");

    public async Task<Watched> ReissueAsync()
    {
        await _stack.SetAsync("encryption-in-transit:reissue.server", "2");
        return await UpAsync();
    }

    public Task<Watched> UninstallAsync() => RunAsync("destroy");

    private Task<Watched> RunAsync(string verb) =>
        Watched.RunAsync(_stack.Prepare([verb, "--yes", "--skip-preview", "--suppress-outputs"]));

    public void Dispose() => _stack.Dispose();
}
