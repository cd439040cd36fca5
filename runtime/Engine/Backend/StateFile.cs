using System.Security.Cryptography;
using Pulumi.Engine.Backend.State;

namespace Pulumi.Engine.Backend;

/// <summary>
/// The state of one stack: the official state file, and beside it the journal of a run that has not ended. Both together are what
/// is true.
/// </summary>
internal sealed class StateFile(StateFolder files, StackReference stack)
{
    private const int ReadAttempts = 5;

    private string Path => files.PathOf(StackPaths.State(stack));

    private string JournalPath => files.PathOf(StackPaths.Journal(stack));

    public StackReference Stack => stack;

    /// <summary>Reads without touching anything: also while another process writes.</summary>
    /// <param name="secrets">The codec for the salt that the state names.</param>
    /// <exception cref="NoSuchStackException">There is no such stack.</exception>
    /// <exception cref="BackendException">The state is damaged.</exception>
    public async Task<DeploymentDocument> ReadAsync(Func<string, ISecretCodec> secrets, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var content = await ReadContentAsync(cancel);
            var journal = await Journal.ReadAsync(JournalPath, cancel);
            if (journal is null || journal.IsFoldedInto(Hash(content)))
                return CheckpointJson.Read(stack, content, secrets);
            if (journal.BaseHash == Hash(content))
                return journal.Replay(stack, content, secrets);
            // The state file was replaced between the two reads: read again. A journal that stays foreign belongs to a state
            // that somebody has replaced.
            if (attempt == ReadAttempts)
                throw new BackendException(
                    $"the journal {JournalPath} of a killed run does not belong to the state beside it, which was changed since. " +
                    "It names what that run did: keep it, move it away, and run `pulumi refresh`");
        }
    }

    /// <summary>The bytes of the state file.</summary>
    /// <exception cref="NoSuchStackException">There is no such stack.</exception>
    public async Task<byte[]> ReadContentAsync(CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(Path, cancel);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NoSuchStackException(stack.Name);
        }
    }

    /// <summary>Replaces the state. What was there before stays as <c>.bak</c>. A journal is part of the new state and goes.</summary>
    /// <returns>The bytes written.</returns>
    /// <exception cref="BackendException">A live process is writing the journal.</exception>
    public async Task<byte[]> WriteAsync(DeploymentDocument document, ISecretCodec secrets, CancellationToken cancel)
    {
        RequireNoWriter();
        var content = CheckpointJson.Write(stack, document, secrets);
        if (File.Exists(Path))
            await files.WriteAsync(StackPaths.PreviousState(stack), await File.ReadAllBytesAsync(Path, cancel), cancel);
        await Journal.MarkFoldedAsync(JournalPath, Hash(content), cancel);
        await files.WriteAsync(StackPaths.State(stack), content, cancel);
        File.Delete(JournalPath);
        return content;
    }

    /// <summary>Whether a process lives that works on the stack, and has begun something.</summary>
    public bool IsBeingWritten => Journal.IsBeingWritten(JournalPath);

    /// <summary>Folds the journal of a killed run into the state file.</summary>
    /// <exception cref="BackendException">It is the journal of a live one, or one of the two files is damaged.</exception>
    public async Task RecoverAsync(CancellationToken cancel)
    {
        if (!File.Exists(JournalPath))
            return;
        RequireNoWriter();
        var document = await ReadAsync(_ => SealedSecrets.Instance, cancel);
        await WriteAsync(document, SealedSecrets.Instance, cancel);
    }

    /// <summary>Begins the journal of a run.</summary>
    public async Task<JournalWriter> OpenJournalAsync(CancellationToken cancel) =>
        Journal.Create(JournalPath, Hash(await ReadContentAsync(cancel)));

    /// <exception cref="BackendException">A live process is writing the journal.</exception>
    public void RequireNoWriter()
    {
        if (IsBeingWritten)
            throw new BackendException(
                $"another process still works on '{stack.Name}', although its lock was deleted: wait until it ends, or end it");
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
