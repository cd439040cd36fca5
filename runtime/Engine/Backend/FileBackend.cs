using System.Text;
using System.Text.RegularExpressions;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Backend;

/// <summary>
/// State in a folder, in the layout of the official CLI's own file backend (project-scoped, <c>version: 1</c>): whoever has
/// either CLI can go on with what the other one left.
/// </summary>
public sealed partial class FileBackend
{
    private const string Root = ".pulumi";
    private const string MetaFile = $"{Root}/meta.yaml";
    private const int LayoutVersion = 1;

    private readonly StateFolder _files;

    private FileBackend(BackendUrl url)
    {
        Url = url;
        _files = new StateFolder(url.Folder);
    }

    public BackendUrl Url { get; }

    /// <exception cref="BackendException">The folder is missing, or was laid out by a newer version.</exception>
    public static async Task<FileBackend> OpenAsync(BackendUrl url, CancellationToken cancel)
    {
        var backend = new FileBackend(url);
        var meta = backend._files.PathOf(MetaFile);
        if (!File.Exists(meta))
        {
            if (backend._files.List($"{Root}/stacks", ".json").Count > 0)
                throw new BackendException(
                    $"the state in {url.Text} has the old layout without projects: run `pulumi state upgrade` with the Pulumi CLI first");
            await backend._files.WriteAsync(MetaFile, Encoding.UTF8.GetBytes($"version: {LayoutVersion}\n"), cancel);
            return backend;
        }
        var version = MetaVersion().Match(await File.ReadAllTextAsync(meta, cancel));
        if (!version.Success || version.Groups[1].Value != $"{LayoutVersion}")
            throw new BackendException($"the state in {url.Text} has a layout that is not known here ({MetaFile}): install a newer Pulumi CLI");
        return backend;
    }

    public bool Exists(StackReference stack) => _files.Exists(StackPaths.State(stack));

    /// <exception cref="NoSuchStackException">There is no such stack.</exception>
    public void RequireExists(StackReference stack)
    {
        if (!Exists(stack))
            throw new NoSuchStackException(stack.Name);
    }

    public IReadOnlyList<StackReference> List(string project) =>
        [.. _files.List(StackPaths.StateFolder(project), ".json").Select(name => new StackReference(project, name))];

    /// <summary>The stacks of all projects.</summary>
    public IReadOnlyList<StackReference> List() => [.. _files.ListFolders(StackPaths.StacksFolder).SelectMany(List)];

    /// <summary>Like the official backend it leaves, as the state before the first, one without a deployment.</summary>
    /// <exception cref="BackendException">There is one of that name already.</exception>
    public async Task CreateAsync(StackReference stack, string salt, TimeProvider clock, CancellationToken cancel)
    {
        if (Exists(stack))
            throw new BackendException($"stack '{stack.FullName}' already exists");
        await _files.WriteAsync(StackPaths.PreviousState(stack), CheckpointJson.Write(stack), cancel);
        await OpenState(stack).WriteAsync(
            new DeploymentDocument(clock.GetUtcNow(), EngineVersion.Text, salt, Snapshot.Empty), SealedSecrets.Instance, cancel);
    }

    /// <summary>Takes the stack's lock for as long as the result lives.</summary>
    /// <exception cref="BackendException">Another process has it; the message names it.</exception>
    public Task<StackLock> LockAsync(StackReference stack, TimeProvider clock, CancellationToken cancel) =>
        StackLock.AcquireAsync(_files, Url, stack, clock, cancel);

    /// <summary>Deletes all locks of the stack and makes the state file whole when a run was killed.</summary>
    public async Task CancelAsync(StackReference stack, CancellationToken cancel)
    {
        StackLock.DeleteAll(_files, stack);
        var state = OpenState(stack);
        if (!state.IsBeingWritten)
            await state.RecoverAsync(cancel);
    }

    /// <summary>Gives a stack another name, in every URN of its state too. The old state stays as <c>.bak</c>, the backups stay.</summary>
    /// <exception cref="BackendException">There is one of the new name already.</exception>
    public async Task RenameAsync(StackReference from, StackReference to, CancellationToken cancel)
    {
        if (Exists(to))
            throw new BackendException($"a stack named {to.Name} already exists");
        var old = OpenState(from);
        await old.RecoverAsync(cancel);
        var document = await old.ReadAsync(_ => SealedSecrets.Instance, cancel);
        var renamed = new StackRename(from.Project, from.Name, to.Project, to.Name).Apply(document.Snapshot);
        await OpenState(to).WriteAsync(document with { Snapshot = renamed }, SealedSecrets.Instance, cancel);
        await OpenHistory(from).RenameAsync(to, cancel);
        Remove(from);
    }

    /// <summary>Removes state and history. The last state stays as <c>.bak</c>.</summary>
    /// <param name="withBackups">The backups go too; else they stay.</param>
    /// <exception cref="BackendException">A live process works on the stack.</exception>
    public void Remove(StackReference stack, bool withBackups = false)
    {
        OpenState(stack).RequireNoWriter();
        if (withBackups)
            _files.DeleteFolder(StackPaths.BackupFolder(stack));
        var (state, backup) = (StackPaths.State(stack), StackPaths.PreviousState(stack));
        _files.Delete(StackPaths.Journal(stack));
        _files.Delete(backup);
        _files.Move(state, backup);
        _files.DeleteFolder(StackPaths.HistoryFolder(stack));
    }

    internal StateFile OpenState(StackReference stack) => new(_files, stack);

    internal UpdateHistory OpenHistory(StackReference stack) => new(_files, stack);

    [GeneratedRegex(@"^version:\s*(\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex MetaVersion();
}
