using Renci.SshNet;
using Renci.SshNet.Common;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>One session channel of a connection (RFC 4254, section 6): environment, command, its streams and how it ended.</summary>
internal sealed class SshSession : IDisposable
{
    private readonly object _session;
    private readonly object _channel;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Action> _subscriptions = [];

    /// <summary>Opens it; this takes the thread until the server has answered.</summary>
    /// <exception cref="SshException">The server has no session to spare, or the connection is lost.</exception>
    public SshSession(SshClient client, Output stdout, Output stderr)
    {
        _session = SshNetInternals.SessionOf(client);
        _channel = SshNetInternals.CreateChannel.Call(_session)!;
        try
        {
            On(SshNetInternals.DataReceived, _channel, (_, e) => stdout((ArraySegment<byte>)SshNetInternals.Data.GetValue(e)!));
            On(SshNetInternals.ExtendedDataReceived, _channel, (_, e) => stderr((ArraySegment<byte>)SshNetInternals.Data.GetValue(e)!));
            On(SshNetInternals.RequestReceived, _channel, (_, e) => Receive(SshNetInternals.Request.GetValue(e)!));
            On(SshNetInternals.Closed, _channel, (_, _) => _ended.TrySetResult());
            On(SshNetInternals.Disconnected, _session, (_, _) => _ended.TrySetException(new SshConnectionException("the connection was closed")));
            On(SshNetInternals.ErrorOccurred, _session, (_, e) => _ended.TrySetException(((ExceptionEventArgs)e).Exception));
            SshNetInternals.Open.Call(_channel);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public delegate void Output(ReadOnlySpan<byte> bytes);

    /// <summary>Done when the server has closed the session; it fails when the connection is lost.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Null unless the command has ended by itself.</summary>
    public uint? ExitStatus { get; private set; }

    /// <summary>The signal that ended the command, without SIG, or null.</summary>
    public string? ExitSignal { get; private set; }

    /// <returns>False when the server does not accept the variable.</returns>
    public bool TrySetEnvironment(string name, string value) => (bool)SshNetInternals.SendEnvironment.Call(_channel, name, value)!;

    /// <returns>False when the server does not run commands here.</returns>
    public bool TryExecute(string command) => (bool)SshNetInternals.SendExec.Call(_channel, command)!;

    /// <summary>Takes the thread while the server is not ready for more.</summary>
    /// <returns>False when the session is over.</returns>
    public bool TryWrite(byte[] bytes, int offset, int count)
    {
        var adjusted = (EventWaitHandle)SshNetInternals.WindowAdjusted.GetValue(_channel)!;
        while (count > 0)
        {
            var sent = 0;
            // Before the look at the window: what opens it meanwhile is then not missed.
            adjusted.Reset();
            var isOpen = WhileOpen(() =>
            {
                sent = (int)Math.Min((uint)count, (uint)SshNetInternals.RemoteWindowSize.GetValue(_channel)!);
                if (sent > 0)
                    SshNetInternals.SendData.Call(_channel, bytes, offset, sent);
            });
            if (!isOpen)
                return false;
            (offset, count) = (offset + sent, count - sent);
            if (sent == 0)
                WaitHandle.WaitAny([adjusted, ((IAsyncResult)_ended.Task).AsyncWaitHandle]);
        }
        return true;
    }

    /// <summary>Nothing when the session is over.</summary>
    public void CloseStdin() => WhileOpen(() => SshNetInternals.SendEof.Call(_channel));

    /// <summary>Nothing when the session is over.</summary>
    /// <param name="signal">Its name without SIG.</param>
    public void Signal(string signal) => WhileOpen(() => SshNetInternals.SendSignal.Call(_channel, signal));

    /// <summary>Closes it, which ends most commands: they lose their streams.</summary>
    public void Dispose()
    {
        foreach (var end in _subscriptions)
            end();
        _subscriptions.Clear();
        ((IDisposable)_channel).Dispose();
    }

    // As soon as both sides have closed a channel its number is the next one's. What comes late makes sshd end the whole connection
    // ("packet referred to nonexistent channel"), or is another command's input. The library looks, and only then takes the lock.
    private bool WhileOpen(Action send)
    {
        lock ((Lock)SshNetInternals.ClosingLock.GetValue(_channel)!)
        {
            if (!(bool)SshNetInternals.IsOpen.GetValue(_channel)!)
                return false;
            send();
            return true;
        }
    }

    private void On(System.Reflection.EventInfo @event, object target, EventHandler<EventArgs> handler) => _subscriptions.Add(@event.Subscribe(target, handler));

    private void Receive(object request)
    {
        if (SshNetInternals.ExitStatus.DeclaringType!.IsInstanceOfType(request))
            ExitStatus = (uint)SshNetInternals.ExitStatus.GetValue(request)!;
        else if (SshNetInternals.ExitSignal.DeclaringType!.IsInstanceOfType(request))
            ExitSignal = (string?)SshNetInternals.ExitSignal.GetValue(request);
        else if ((bool)SshNetInternals.WantReply.GetValue(request)!)
            // The server asks whether we are alive (ClientAliveInterval): any answer does.
            SshNetInternals.SendMessage.Call(_session, SshNetInternals.NewFailureMessage((uint)SshNetInternals.RemoteChannelNumber.GetValue(_channel)!));
    }
}
