using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>
/// A test that finds a node with TLS and nothing enforced. Whatever it did, relax brings back what enforce changed:
/// that holds for each test, so it is checked after each.
/// </summary>
public abstract class EnforcementTest(EncryptedNode encrypted) : IAsyncLifetime
{
    private string _before = null!;

    internal ToolNode Tool => encrypted.Fixture.Tool;

    internal LabNode Node => Tool.Node;

    internal Certificates First => encrypted.Fixture.First;

    internal Authority Authority => encrypted.Fixture.Authority;

    internal string Claim => encrypted.Claim;

    public async Task InitializeAsync() => _before = await ServerAndFilesAsync();

    public async Task DisposeAsync()
    {
        (await Tool.RunAsync("relax", Requests.Enforce(Claim, "off"))).MustSucceed();
        await AssertAsBeforeAsync();
    }

    internal async Task AssertAsBeforeAsync() => Assert.Equal(_before, await ServerAndFilesAsync());

    internal Task<string> ServerAndFilesAsync() => Tool.ServerAndFilesAsync();

    /// <param name="phase">off, audit or on.</param>
    internal Task<CommandOutput> EnforceAsync(string phase, params (string Name, string Content)[] files) =>
        Tool.RunAsync("enforce", Requests.Enforce(Claim, phase, files));

    internal Task<CommandOutput> RelaxAsync() => Tool.RunAsync("relax", Requests.Enforce(Claim, "off"));

    internal static void AssertFailed(int exitCode, CommandOutput output, params string[] says) =>
        NodeToolTest.AssertFailed(exitCode, output, says);
}
