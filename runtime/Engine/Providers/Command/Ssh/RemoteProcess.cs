using System.Collections.Immutable;
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
        ["HUP"] = 1, ["INT"] = 2, ["QUIT"] = 3, ["ILL"] = 4, ["ABRT"] = 6, ["FPE"] = 8, ["KILL"] = 9, ["SEGV"] = 11, ["PIPE"] = 13, ["ALRM"] = 14, ["TERM"] = 15,
    }.ToImmutableDictionary();

    private readonly CommandRun _run;
    private readonly SshCommand _command;
    private Task _completion = Task.CompletedTask;

    public RemoteProcess(SshClient client, CommandRun run)
    {
        _run = run;
        _command = client.CreateCommand(run.Text);
        SshNetInternals.Redirect(_command, new SinkStream(run.Output.WriteStdout), new SinkStream(run.Output.WriteStderr));
        SessionEnvironment.Set(_command, [.. run.Environment, .. run.Previous], Refused);
    }

    /// <returns>False when the server has no session to spare.</returns>
    public async Task<bool> TryStartAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            // The library waits for the server's answers with the thread it is called on.
            _completion = await Task.Factory.StartNew(
                () => _command.ExecuteAsync(CancellationToken.None), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return true;
        }
        catch (SshException e) when (e is not SshConnectionException and not SshOperationTimeoutException && e.Message.Contains("open a channel", StringComparison.Ordinal))
        {
            return false;
        }
        catch (Exception e) when (e is SshException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw _run.Failure($"ssh: the connection was lost before the command began ({e.Message})", e);
        }
    }

    public async Task CompleteAsync(CancellationToken cancel)
    {
        // Not awaited: a command may end without reading all of its input.
        _ = Task.Factory.StartNew(Feed, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await _completion.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            await Task.Run(() => _command.CancelAsync(), CancellationToken.None);
            throw;
        }
        catch (Exception e) when (e is SshException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            throw Lost(e);
        }

        if (_command.ExitSignal is { Length: > 0 } signal)
            throw _run.Failure($"Process exited with status {128 + Signals.GetValueOrDefault(signal)} from signal {signal}");
        if (_command.ExitStatus is not { } status)
            throw Lost(null);
        if (status != 0)
            throw _run.Failure($"Process exited with status {status}");
    }

    public void Dispose() => _command.Dispose();

    private ProviderException Lost(Exception? e) =>
        _run.Failure("wait: remote command exited without exit status or exit signal (the connection was lost; the command may have gone on, and the next update runs it again)", e);

    private void Feed()
    {
        try
        {
            using (var stdin = _command.CreateInputStream())
            {
                for (var rest = _run.Stdin; !rest.IsEmpty; rest = rest[Math.Min(ChunkSize, rest.Length)..])
                    stdin.Write(rest[..Math.Min(ChunkSize, rest.Length)].Span);
            }

            if (_run.Stdin.IsEmpty)
                SshNetInternals.CloseStdin(_command);
        }
        catch (Exception)
        {
            // The session is over: how the command ended says the rest.
        }
    }

    private void Refused(string name)
    {
        var isOptional = _run.Environment.All(v => v.Name != name);
        _run.Log(new ProviderLog(
            isOptional ? ProviderLogSeverity.Warning : ProviderLogSeverity.Error,
            $"Unable to set '{name}': the SSH server does not accept it (AcceptEnv in its sshd_config). Instead, begin the command itself with it, as in {name}=value command"
            + (isOptional ? ", or set addPreviousOutputInEnv to false." : "."),
            Ephemeral: false));
        if (!isOptional)
            throw new ProviderException($"could not set environment variable {GoText.Quote(name)}: ssh: setenv failed");
    }
}
