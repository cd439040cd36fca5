using Pulumi.Engine.Providers.Command.Execution;
using Renci.SshNet;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>An open connection that runs commands, several at a time.</summary>
internal sealed class SshConnection(SshLine<SshClient> line, ConnectionSettings settings) : IDisposable
{
    /// <summary>Two less than sshd's default MaxSessions: a session that has just ended may still count there.</summary>
    private const int MostSessions = 8;

    private readonly SessionSlots _slots = new(MostSessions);

    private volatile bool _isLost;

    public bool IsConnected => !_isLost && line.Client.IsConnected;

    /// <exception cref="NotBegunException">The connection is lost; nothing was run.</exception>
    /// <exception cref="ProviderException">The command could not be run, was lost, or failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: the session was closed. A command that neither notices its streams nor gets the signal goes on.</exception>
    public async Task RunAsync(CommandRun run, CancellationToken cancel)
    {
        await _slots.EnterAsync(cancel);
        try
        {
            for (var refusals = 0; ; refusals++)
            {
                using var process = await RemoteProcess.TryStartAsync(line.Client, run, cancel);
                if (process is not null)
                {
                    _slots.Opened();
                    try
                    {
                        await process.CompleteAsync(cancel);
                        return;
                    }
                    finally
                    {
                        _slots.Closed();
                    }
                }

                if (!await _slots.WaitForAnotherAsync(refusals, cancel))
                {
                    throw run.Failure($"ssh: {settings.Endpoint} refuses to open a session (MaxSessions in its sshd_config must be 1 or more, and the host must be able to start a process)");
                }
            }
        }
        catch (NotBegunException)
        {
            _isLost = true;
            throw;
        }
        finally
        {
            _slots.Leave();
        }
    }

    public void Dispose() => line.Dispose();
}
