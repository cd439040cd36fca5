using System.Globalization;

namespace Pulumi.Engine.Display.Rows;

/// <summary>
/// Lines of a log, and between them, while nothing happens, a line that grows by a dot each second: whoever watches sees that the
/// run is alive, and a CI system does not take it for dead.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly string _start;
    private readonly ITimer? _timer;
    private bool _isBegun;
    private bool _lineIsOpen;
    private bool _isOver;

    public Heartbeat(TextWriter output, DisplayOptions options, TimeProvider clock)
    {
        _output = output;
        _start = $"@ {options.Action.ToLower(CultureInfo.InvariantCulture)}....";
        if (!options.SuppressProgress)
            _timer = clock.CreateTimer(_ => Beat(), null, Interval, Interval);
    }

    /// <summary>Writes the blank line below the headline: a run that cannot even begin has none.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (!_isBegun)
                _output.WriteLine();
            _isBegun = true;
        }
    }

    public void WriteLine(string line)
    {
        lock (_lock)
        {
            Begin();
            CloseLine();
            _output.WriteLine(line);
            _output.Flush();
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            _isOver = true;
            CloseLine();
        }
    }

    private void Beat()
    {
        lock (_lock)
        {
            if (_isOver)
                return;
            Begin();
            _output.Write(_lineIsOpen ? "." : _start);
            _output.Flush();
            _lineIsOpen = true;
        }
    }

    private void CloseLine()
    {
        if (_lineIsOpen)
            _output.WriteLine();
        _lineIsOpen = false;
    }
}
