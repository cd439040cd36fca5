using CliWrap;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Backend;

/// <summary>A real file system of 2 MiB: nothing begins that could not be written down to its end, and what was done is not lost.</summary>
public sealed class FullDisk : IAsyncLifetime
{
    private readonly DirectoryInfo _mount = Directory.CreateTempSubdirectory("full-disk-");
    private TemporaryBackend _backend = null!;

    public async Task InitializeAsync()
    {
        await Cli.Wrap("mount").WithArguments(["-t", "tmpfs", "-o", "size=2m", "tmpfs", _mount.FullName]).ExecuteAsync();
        _backend = await TemporaryBackend.CreateAsync(_mount);
    }

    public async Task DisposeAsync()
    {
        await Cli.Wrap("umount").WithArguments(["--lazy", _mount.FullName]).ExecuteAsync();
        _mount.Delete();
    }

    [Fact]
    public async Task FillsUpDuringAnOperation_TheOperationIsWrittenDownAndNoOtherBegins()
    {
        using var store = _backend.OpenStore();
        await store.AppendAsync([Begins("a", 1)], CancellationToken.None);
        Fill();

        await store.AppendAsync([Ends("a", 1)], CancellationToken.None);
        var refused = await AppendUntilRefusedAsync(store);

        Assert.Contains("No space left on device", refused.Message, StringComparison.Ordinal);
        Fill();
        var state = await _backend.ReadAsync();
        await Assert.ThrowsAsync<DeploymentException>(() => store.SaveAsync(state, CancellationToken.None));
        var left = await _backend.ReadAsync();
        Assert.Equal("a", left.Resources.First().Id);
        Assert.DoesNotContain(left.PendingOperations, pending => pending.Resource.Id == "a");
    }

    [Fact]
    public async Task HasSpaceAgain_TheSameRunGoesOnWhereItStopped()
    {
        using var store = _backend.OpenStore();
        await store.AppendAsync([Begins("a", 1)], CancellationToken.None);
        Fill();
        await AppendUntilRefusedAsync(store);
        var before = await _backend.ReadAsync();

        File.Delete(Filling);
        await store.AppendAsync([Ends("a", 1)], CancellationToken.None);

        Assert.Equal(["a"], (await _backend.ReadAsync()).Resources.Select(r => r.Id));
        Assert.Equal(before.PendingOperations.Length - 1, (await _backend.ReadAsync()).PendingOperations.Length);
        store.Dispose();
        await _backend.State.RecoverAsync(CancellationToken.None);
        Assert.Equal(["a"], (await _backend.ReadAsync()).Resources.Select(r => r.Id));
    }

    [Fact]
    public async Task IsFullFromTheStart_NothingBegins()
    {
        Fill();
        using var store = _backend.OpenStore();

        await Assert.ThrowsAsync<DeploymentException>(() => store.AppendAsync([Begins("a", 1)], CancellationToken.None));

        Assert.Empty((await _backend.ReadAsync()).PendingOperations);
    }

    private string Filling => Path.Join(_mount.FullName, "filling");

    private void Fill()
    {
        using var file = new FileStream(Filling, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            // full
        }
    }

    /// <summary>Begins operations, which takes the space that is reserved, until there is none for another.</summary>
    private static async Task<DeploymentException> AppendUntilRefusedAsync(JournaledSnapshotStore store)
    {
        for (var operation = 2; operation < 100_000; operation++)
        {
            try
            {
                await store.AppendAsync([Begins($"more-{operation}", operation)], CancellationToken.None);
            }
            catch (DeploymentException e)
            {
                return e;
            }
        }
        throw new InvalidOperationException("the disk is not full");
    }

    private static SnapshotChange Begins(string name, long operation) =>
        new(operation, new PendingOperation(TemporaryBackend.Resource(name), PendingOperationKind.Creating), []);

    private static SnapshotChange Ends(string name, long operation) =>
        new(operation, null, [new ResourceWrite(0, TemporaryBackend.Resource(name))]);
}
