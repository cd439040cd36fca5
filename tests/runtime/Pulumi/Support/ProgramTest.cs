namespace Pulumi.Tests.Support;

/// <summary>A test that runs programs against an engine of its own.</summary>
public abstract class ProgramTest : IAsyncLifetime
{
    private readonly Dictionary<string, string?> replaced = [];
    private RecordingEngine engine = null!;

    private protected RecordingEngine Engine => engine;

    public async Task InitializeAsync() => engine = await RecordingEngine.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var (name, value) in replaced)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        // A failing program sets it, which is not the test's failure.
        Environment.ExitCode = 0;
        await engine.DisposeAsync();
    }

    private protected Task<int> PreviewAsync(Action program) => RunAsync(dryRun: true, () => Deployment.RunAsync(program));

    private protected Task<int> UpdateAsync(Action program) => RunAsync(dryRun: false, () => Deployment.RunAsync(program));

    private protected Task<int> UpdateAsync(Func<Task<IDictionary<string, object?>>> program)
        => RunAsync(dryRun: false, () => Deployment.RunAsync(program));

    private protected async Task<int> RunAsync(bool dryRun, Func<Task<int>> run)
    {
        SetEnvironment("PULUMI_MONITOR", engine.Address);
        SetEnvironment("PULUMI_ENGINE", engine.Address);
        SetEnvironment("PULUMI_PROJECT", "vectors");
        SetEnvironment("PULUMI_STACK", "dev");
        SetEnvironment("PULUMI_DRY_RUN", dryRun ? "true" : "false");
        SetEnvironment("PULUMI_QUERY_MODE", "false");
        SetEnvironment("PULUMI_PARALLEL", "16");
        return await run().WaitAsync(TimeSpan.FromMinutes(1));
    }

    private protected void SetEnvironment(string name, string? value)
    {
        replaced.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
