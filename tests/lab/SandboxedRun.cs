namespace EncryptionInTransit.Lab.Tests;

/// <summary>A run of the lab on a machine of its own, which is to be as it was afterwards.</summary>
public abstract class SandboxedRun : IAsyncLifetime
{
    internal Sandbox Sandbox { get; } = new();

    /// <summary>What was there before the run.</summary>
    protected string Before { get; private set; } = "";

    public async Task InitializeAsync()
    {
        (await LabTrees.EnsureAsync()).MustSucceed();
        await Sandbox.InitializeAsync();
        Before = await Sandbox.StateAsync();
    }

    public Task DisposeAsync() => Sandbox.DisposeAsync();
}
