using System.Runtime.InteropServices;
using Pulumi.Engine.Display;

namespace Pulumi.Engine.Commands.Runs;

/// <summary>Ctrl-C and SIGTERM: the first lets what is under way end, the second ends at once.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _soft = new();
    private readonly CancellationTokenSource _hard = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private readonly Style _style;
    private Action<string> _announce = _ => { };
    private bool _isPreview;

    public Interrupts(Style style)
    {
        _style = style;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, "^C", "press ^C again")),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, "SIGTERM", "send SIGTERM again")),
        ];
    }

    public CancellationToken Soft => _soft.Token;

    public CancellationToken Hard => _hard.Token;

    /// <summary>Who tells the user, for as long as the result lives.</summary>
    /// <param name="preview">Nothing is changed, so that nothing can be lost.</param>
    public IDisposable Announce(Action<string> announce, bool preview)
    {
        (_announce, _isPreview) = (announce, preview);
        return new Reset(this);
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _soft.Dispose();
        _hard.Dispose();
    }

    /// <summary>As the signal: for a terminal on which Ctrl-C is a key.</summary>
    public void OnControlC() => Interrupt("^C", "press ^C again");

    private void Handle(PosixSignalContext context, string name, string again)
    {
        context.Cancel = true;
        Interrupt(name, again);
    }

    private void Interrupt(string name, string again)
    {
        if (!_soft.IsCancellationRequested)
        {
            _announce($"{name} received; cancelling. If you would like to terminate immediately, {again}.\n"
                + (_isPreview ? "" : _style.Attention("Note that terminating immediately may lead to orphaned resources and other inconsistencies.") + "\n"));
            _soft.Cancel();
            return;
        }
        _announce(_style.Attention($"{name} received; terminating"));
        _hard.Cancel();
    }

    private sealed class Reset(Interrupts owner) : IDisposable
    {
        public void Dispose() => owner._announce = _ => { };
    }
}
