using System.Globalization;

namespace Pulumi.Engine.Display.Diff;

/// <summary>While nothing is said, a sign of life at the end of the output, taken away before the next text.</summary>
internal sealed class Spinner : IDisposable
{
    private const string ClearLine = "\r\u001b[K";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1) / 8;

    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly string _text;
    private readonly ITimer _timer;
    private int _turn;
    private bool _isOver;

    public Spinner(TextWriter output, DisplayOptions options, TimeProvider clock)
    {
        (_output, _text) = (output, $"@ {options.Action.ToLower(CultureInfo.InvariantCulture)}...");
        _timer = clock.CreateTimer(_ => Turn(), null, Interval, Interval);
    }

    /// <summary>Runs what writes to the same terminal, on a clear line.</summary>
    public void Write(Action write)
    {
        lock (_lock)
        {
            Clear();
            write();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            Clear();
            _isOver = true;
        }
    }

    private void Turn()
    {
        lock (_lock)
        {
            if (_isOver)
                return;
            _output.Write($"\r{_text}{"|/-\\"[_turn++ % 4]}");
            _output.Flush();
        }
    }

    private void Clear()
    {
        if (_turn > 0)
        {
            _output.Write(ClearLine);
            _output.Flush();
        }
        _turn = 0;
    }
}
