using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>A kind's node with TLS on it, for all tests of a class; afterwards it is bare again.</summary>
public abstract class EncryptedNode(ToolNodeFixture fixture) : IAsyncLifetime
{
    private NodeSnapshot _bare = null!;

    internal ToolNodeFixture Fixture => fixture;

    /// <summary>The claim's id.</summary>
    internal string Claim { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _bare = await fixture.Tool.Node.SnapshotAsync();
        Claim = await fixture.Tool.PrepareAsync(fixture.First);
        (await fixture.Tool.ActivateAsync(Claim, fixture.First)).MustSucceed();
    }

    public async Task DisposeAsync()
    {
        (await fixture.Tool.ReleaseAsync()).MustSucceed();
        Assert.Equal(_bare.ToString(), (await fixture.Tool.Node.SnapshotAsync()).ToString());
    }
}

/// <inheritdoc/>
public sealed class EncryptedNode<TKind>(TKind fixture) : EncryptedNode(fixture)
    where TKind : ToolNodeFixture;
