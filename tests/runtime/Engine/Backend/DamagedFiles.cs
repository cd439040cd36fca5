using Pulumi.Engine.Backend;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Backend;

/// <summary>A state or journal that says nothing sensible is refused by name, and left as it is.</summary>
public sealed class DamagedFiles : IAsyncLifetime
{
    private TemporaryBackend _backend = null!;

    public async Task InitializeAsync()
    {
        _backend = await TemporaryBackend.CreateAsync();
        using var store = _backend.OpenStore();
        await store.AppendAsync([Write("a", 0)], CancellationToken.None);
        await store.AppendAsync([Write("b", 1)], CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        _backend.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("not JSON at all\n")]
    [InlineData("{\"base\":1}\n")]
    [InlineData("{\"something\":\"else\"}\n")]
    [InlineData("[]\n")]
    public async Task JournalOfAnotherKind(string content)
    {
        await File.WriteAllTextAsync(_backend.JournalPath, content);

        await RequireRefusalAsync(_backend.JournalPath, content);
    }

    [Theory]
    [InlineData("\"slot\":1", "\"slot\":7")]
    [InlineData("\"slot\":1", "\"slot\":x")]
    [InlineData("\"writes\":[{\"slot\":1", "\"writ\":[{\"slot\":1")]
    [InlineData("\"operation\":0", "\"operation\":5")]
    [InlineData("\"custom\":true", "\"custom\":\0\0\0\0")]
    public async Task JournalWithAGarbledLine(string was, string becomes)
    {
        var lines = await File.ReadAllLinesAsync(_backend.JournalPath);
        lines[2] = lines[2].Replace(was, becomes, StringComparison.Ordinal);
        var content = string.Join('\n', lines) + '\n';
        await File.WriteAllTextAsync(_backend.JournalPath, content);

        await RequireRefusalAsync(_backend.JournalPath, content);
    }

    [Theory]
    [InlineData("\0\0\0\0")]
    [InlineData("[]")]
    [InlineData("{\"version\":3}")]
    [InlineData("{\"version\":3,\"checkpoint\":7}")]
    [InlineData("{\"version\":3,\"checkpoint\":{\"latest\":{\"resources\":[{\"urn\":7}]}}}")]
    [InlineData("{\"version\":3,\"checkpoint\":{\"latest\":{\"resources\":[{}]}}}")]
    [InlineData("{\"version\":3,\"checkpoint\":{\"latest\":{\"manifest\":{\"time\":\"yesterday\"}}}}")]
    public async Task State(string content)
    {
        File.Delete(_backend.JournalPath);
        await File.WriteAllTextAsync(_backend.StatePath, content);

        await RequireRefusalAsync(_backend.StatePath, content);
    }

    [Fact]
    public async Task JournalCutInItsFirstLine_SaysNothing()
    {
        await File.WriteAllTextAsync(_backend.JournalPath, "{\"base\":\"12");

        Assert.Empty((await _backend.ReadAsync()).Resources);
        await _backend.State.RecoverAsync(CancellationToken.None);
        Assert.False(File.Exists(_backend.JournalPath));
    }

    private async Task RequireRefusalAsync(string path, string content)
    {
        await Assert.ThrowsAsync<BackendException>(_backend.ReadAsync);
        if (path == _backend.JournalPath)
            await Assert.ThrowsAsync<BackendException>(() => _backend.State.RecoverAsync(CancellationToken.None));
        Assert.Equal(content, await File.ReadAllTextAsync(path));
    }

    private static SnapshotChange Write(string name, int slot) => new(0, null, [new ResourceWrite(slot, TemporaryBackend.Resource(name))]);
}
