using System.Text;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Backend;

/// <summary>What a run had written when it was killed is there for the next one.</summary>
public sealed class KilledRun : IAsyncLifetime
{
    private static readonly SnapshotChange ABegins =
        new(1, new PendingOperation(TemporaryBackend.Resource("a"), PendingOperationKind.Creating), []);

    private static readonly SnapshotChange AEnds = new(1, null, [new ResourceWrite(0, TemporaryBackend.Resource("a"))]);

    private static readonly SnapshotChange BBegins =
        new(2, new PendingOperation(TemporaryBackend.Resource("b"), PendingOperationKind.Creating), []);

    private TemporaryBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await TemporaryBackend.CreateAsync();

    public Task DisposeAsync()
    {
        _backend.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task DoneAndPending_AreRead()
    {
        await RunAndDieAsync(ABegins, AEnds, BBegins);

        var snapshot = await _backend.ReadAsync();

        Assert.Equal(["a"], snapshot.Resources.Select(r => r.Id));
        Assert.Equal(["b"], snapshot.PendingOperations.Select(p => p.Resource.Id));
    }

    [Fact]
    public async Task LineCutInTheMiddle_IsVoid()
    {
        await RunAndDieAsync(ABegins, AEnds);
        var journal = await File.ReadAllBytesAsync(_backend.JournalPath);
        await File.WriteAllBytesAsync(_backend.JournalPath, journal[..^20]);

        var snapshot = await _backend.ReadAsync();

        Assert.Empty(snapshot.Resources);
        Assert.Equal(["a"], snapshot.PendingOperations.Select(p => p.Resource.Id));
    }

    [Fact]
    public async Task Cancel_MakesTheOfficialFileWhole()
    {
        await RunAndDieAsync(ABegins, AEnds, BBegins);

        await _backend.Backend.CancelAsync(TemporaryBackend.Stack, CancellationToken.None);

        Assert.False(File.Exists(_backend.JournalPath));
        var text = await File.ReadAllTextAsync(_backend.StatePath);
        Assert.Contains("\"id\":\"a\"", text, StringComparison.Ordinal);
        Assert.Contains("\"pending_operations\":[", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_LeavesTheJournalOfALivingRunAlone()
    {
        using var store = _backend.OpenStore();
        await store.AppendAsync([ABegins], CancellationToken.None);

        await _backend.Backend.CancelAsync(TemporaryBackend.Stack, CancellationToken.None);

        Assert.True(File.Exists(_backend.JournalPath));
        Assert.Single((await _backend.ReadAsync()).PendingOperations);
    }

    [Fact]
    public async Task JournalThatWasFoldedAndNotYetRemoved_IsNotAppliedTwice()
    {
        await RunAndDieAsync(ABegins, AEnds);
        var journal = await File.ReadAllBytesAsync(_backend.JournalPath);
        await _backend.State.RecoverAsync(CancellationToken.None);
        var folded = $$"""{"folded":"{{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(_backend.StatePath)))}}"}""";
        await File.WriteAllBytesAsync(_backend.JournalPath, [.. journal, .. Encoding.UTF8.GetBytes(folded + "\n")]);

        Assert.Equal(["a"], (await _backend.ReadAsync()).Resources.Select(r => r.Id));
    }

    [Fact]
    public async Task StateThatSomebodyElseHasChanged_IsNotMixedWithTheJournal()
    {
        await RunAndDieAsync(ABegins, AEnds);
        var state = await File.ReadAllTextAsync(_backend.StatePath);
        await File.WriteAllTextAsync(_backend.StatePath, state + "\n");

        var e = await Assert.ThrowsAsync<BackendException>(_backend.ReadAsync);

        Assert.Contains(_backend.JournalPath, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndOfARun_LeavesTheOfficialFilesOnly_Private()
    {
        using (var store = _backend.OpenStore())
        {
            await store.AppendAsync([ABegins, AEnds], CancellationToken.None);
            await store.SaveAsync(new([TemporaryBackend.Resource("a")], []), CancellationToken.None);
        }

        Assert.Equal(
            ["dev.json", "dev.json.attrs", "dev.json.bak", "dev.json.bak.attrs"],
            Directory.GetFiles(Path.GetDirectoryName(_backend.StatePath)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_backend.StatePath));
    }

    private async Task RunAndDieAsync(params SnapshotChange[] changes)
    {
        using var store = _backend.OpenStore();
        foreach (var change in changes)
            await store.AppendAsync([change], CancellationToken.None);
    }
}
