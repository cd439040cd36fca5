using System.Collections.Immutable;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Pulumi.Engine.Providers.Command.Execution;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>One command in one session of a connection.</summary>
internal sealed class RemoteProcess : IDisposable
{
    private const int ChunkSize = 32 * 1024;

    // POSIX numbers of the signals that RFC 4254, 6.10, names.
    private static readonly ImmutableDictionary<string, int> Signals = new Dictionary<string, int>
    {
        ["HUP"] = 1,
        ["INT"] = 2,
        ["QUIT"] = 3,
        ["ILL"] = 4,
        ["ABRT"] = 6,
        ["FPE"] = 8,
        ["KILL"] = 9,
        ["SEGV"] = 11,
        ["PIPE"] = 13,
        ["ALRM"] = 14,
        ["TERM"] = 15,
    }.ToImmutableDictionary();

    private readonly CommandRun _run;
    private readonly SshSession _session;

    private RemoteProcess(CommandRun run, SshSession session)
    {
        _run = run;
        _session = session;
    }

    /// <summary>Opens a session and starts the command in it.</summary>
    /// <returns>Null when the server has no session to spare.</returns>
    /// <exception cref="NotBegunException">The connection was lost before anything was run.</exception>
    /// <exception cref="ProviderException">The command did not begin, or was lost.</exception>
    public static Task<RemoteProcess?> TryStartAsync(SshClient client, CommandRun run, CancellationToken cancel) => InOwnThread(() =>
    {
        SshSession session;
        try
        {
            session = new SshSession(client, run.Output.WriteStdout, run.Output.WriteStderr);
        }
        catch (SshException e) when (e is not SshConnectionException and not SshOperationTimeoutException)
        {
            return null;
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw new NotBegunException(run.Failure($"ssh: the connection was lost before the command began ({e.Message})", e));
        }

        var process = new RemoteProcess(run, session);
        try
        {
            process.Start();
            return process;
        }
        catch (Exception e)
        {
            process.Dispose();
            if (IsLoss(e))
                throw process.Lost(e);
            throw;
        }
    }, cancel);

    /// <exception cref="ProviderException">The command failed, or was lost.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the command was told to end.</exception>
    public async Task CompleteAsync(CancellationToken cancel)
    {
        // Not awaited: a command may end without reading all of its input.
        _ = InOwnThread<object?>(Feed, CancellationToken.None);
        try
        {
            await _session.Ended.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            _session.Signal("TERM");
            throw;
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw Lost(e);
        }

        if (_session.ExitSignal is { } signal)
            throw _run.Failure($"Process exited with status {128 + Signals.GetValueOrDefault(signal)} from signal {signal}");
        if (_session.ExitStatus is not { } status)
            throw Lost(null);
        if (status != 0)
            throw _run.Failure($"Process exited with status {status}");
    }

    public void Dispose() => _session.Dispose();

    private void Start()
    {
        foreach (var (name, value) in _run.Environment)
        {
            if (!_session.TrySetEnvironment(name, value))
            {
                _run.Log(Refused(ProviderLogSeverity.Error, name));
                throw new ProviderException($"could not set environment variable {GoText.Quote(name)}: ssh: setenv failed");
            }
        }

        foreach (var (name, value) in _run.Previous)
        {
            if (!_session.TrySetEnvironment(name, value))
                _run.Log(Refused(ProviderLogSeverity.Warning, name));
        }

        if (!_session.TryExecute(_run.Text))
            throw _run.Failure("ssh: the server does not run commands for this user");
    }

    private object? Feed()
    {
        try
        {
            for (var rest = _run.Stdin; !rest.IsEmpty; rest = rest[Math.Min(ChunkSize, rest.Length)..])
            {
                MemoryMarshal.TryGetArray(rest[..Math.Min(ChunkSize, rest.Length)], out var chunk);
                if (!_session.TryWrite(chunk.Array!, chunk.Offset, chunk.Count))
                    return null;
            }

            _session.CloseStdin();
        }
        catch (Exception)
        {
            // The session is over: how the command ended says the rest.
        }

        return null;
    }

    private ProviderException Lost(Exception? e) => _run.Failure(
        "wait: remote command exited without exit status or exit signal (the connection was lost; the command may have gone on, and the next update runs it again)", e);

    // Word for word the official provider's, line ends and tabs included.
    private static ProviderLog Refused(ProviderLogSeverity severity, string name) => new(
        severity,
        $"Unable to set '{name}'. This only works if your SSH server is configured to accept\n"
        + "\tthese variables via AcceptEnv. Alternatively, if a Bash-like shell runs the command on the remote host, you could\n"
        + "\tprefix the command itself with the variables in the form 'VAR=value command'",
        Ephemeral: false);

    private static bool IsLoss(Exception e) => e is SshException or SocketException or ObjectDisposedException or InvalidOperationException;

    // The library waits for the server's answers with the thread it is called on; the pool's threads are few.
    private static Task<T> InOwnThread<T>(Func<T> work, CancellationToken cancel) =>
        Task.Factory.StartNew(work, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
