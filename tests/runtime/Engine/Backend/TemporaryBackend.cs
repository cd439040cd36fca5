using Pulumi.Engine.Backend;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Backend;

/// <summary>A backend with one stack in a folder of its own.</summary>
internal sealed class TemporaryBackend(DirectoryInfo folder) : IDisposable
{
    public static readonly StackReference Stack = new("demo", "dev");

    public string Folder => folder.FullName;

    public FileBackend Backend { get; private set; } = null!;

    public StateFile State => Backend.OpenState(Stack);

    public string StatePath => Path.Join(Folder, StackPaths.State(Stack));

    public string JournalPath => Path.Join(Folder, StackPaths.Journal(Stack));

    public static Task<TemporaryBackend> CreateAsync() => CreateAsync(Directory.CreateTempSubdirectory("state-"));

    public static async Task<TemporaryBackend> CreateAsync(DirectoryInfo folder)
    {
        var temporary = new TemporaryBackend(folder);
        temporary.Backend = await FileBackend.OpenAsync(
            BackendUrl.Open($"file://{temporary.Folder}", "/", "/"), CancellationToken.None);
        await temporary.Backend.CreateAsync(Stack, "", TimeProvider.System, CancellationToken.None);
        return temporary;
    }

    public JournaledSnapshotStore OpenStore() => new(State, "", SealedSecrets.Instance, TimeProvider.System);

    public async Task<Snapshot> ReadAsync() => (await State.ReadAsync(_ => SealedSecrets.Instance, CancellationToken.None)).Snapshot;

    public static ResourceState Resource(string name) =>
        new() { Urn = Urn.Create("dev", "demo", "", "test:index:Thing", name), Type = "test:index:Thing", Custom = true, Id = name };

    public void Dispose() => folder.Delete(recursive: true);
}
