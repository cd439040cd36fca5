using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>
/// A test that finds a bare node. Whatever it did, a release brings back every file, variable and account of before:
/// that holds for each test, so it is checked after each.
/// </summary>
public abstract class NodeToolTest(ToolNodeFixture fixture) : IAsyncLifetime
{
    private NodeSnapshot _before = null!;

    internal ToolNode Tool => fixture.Tool;

    internal LabNode Node => Tool.Node;

    internal Certificates First => fixture.First;

    internal Certificates Second => fixture.Second;

    internal Authority Authority => fixture.Authority;

    public async Task InitializeAsync() => _before = await Node.SnapshotAsync();

    public async Task DisposeAsync()
    {
        (await Tool.ReleaseAsync()).MustSucceed();
        await AssertAsBeforeAsync();
    }

    internal async Task AssertAsBeforeAsync() => Assert.Equal(_before.ToString(), (await Node.SnapshotAsync()).ToString());

    internal Task<string> ServerAndFilesAsync() => Tool.ServerAndFilesAsync();

    internal static void AssertFailed(int exitCode, CommandOutput output, params string[] says)
    {
        Assert.Equal((exitCode, ""), (output.ExitCode, output.Output));
        Assert.All(says, text => Assert.Contains(text, output.Error, StringComparison.Ordinal));
    }
}
