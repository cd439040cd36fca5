using System.Text;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display.Rows;

/// <summary>For a person at a terminal: the rows as a tree, changing in place, with what runs and for how long.</summary>
internal sealed class LiveDisplay : IRunDisplay
{
    private const string HideCursor = "\u001b[?25l";
    private const string ShowCursor = "\u001b[?25h";
    private const string ClearToEndOfLine = "\u001b[K";
    private const string ClearBelow = "\u001b[J";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(125);

    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly DisplayOptions _options;
    private readonly RowTable _table;
    private readonly RowTree _tree;
    private readonly Func<(int Width, int Height)> _size;
    private readonly ITimer _timer;
    private readonly List<string> _notices = [];
    private EngineEvent.StackOutputs? _outputs;
    private int _drawn;
    private int _drawnTick;
    private bool _isDirty;
    private bool _isOver;

    /// <param name="size">Of the terminal, in characters; asked at each redraw.</param>
    public LiveDisplay(TextWriter output, DisplayOptions options, string project, TimeProvider clock, Func<(int Width, int Height)> size)
    {
        (_output, _options, _size) = (output, options, size);
        _table = new RowTable(options, project, clock);
        _tree = new RowTree(_table, options);
        _output.WriteLine(options.Headline);
        _output.Write(HideCursor);
        _output.Flush();
        _timer = clock.CreateTimer(_ => Redraw(), null, Interval, Interval);
    }

    public void On(EngineEvent e)
    {
        lock (_lock)
        {
            switch (e)
            {
                case EngineEvent.StackOutputs outputs:
                    _outputs = outputs;
                    break;
                case EngineEvent.Summary summary:
                    End(summary);
                    break;
                default:
                    _isDirty |= _table.TryApply(e, out _);
                    break;
            }
        }
    }

    public void Notice(string text)
    {
        lock (_lock)
        {
            _notices.AddRange(text.Split('\n'));
            _isDirty = true;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            if (!_isOver && IsBegun)
                Draw(Final());
            _isOver = true;
            _output.Write(ShowCursor);
            _output.Flush();
        }
    }

    private bool IsBegun => _table.Rows.Count > 0 || _notices.Count > 0;

    private void Redraw()
    {
        lock (_lock)
        {
            if (_isOver || !IsBegun || (!_isDirty && _drawnTick == _table.Tick))
                return;
            var (width, height) = _size();
            Draw(LiveScreen.Layout(
                _tree.Render(isOver: false), SystemMessages().Select(line => Clamp(line, width)).ToList(), _table.Unchanged, width, height, _options.Style));
        }
    }

    private void End(EngineEvent.Summary summary)
    {
        Draw([.. Final(), ""]);
        _isOver = true;
        _output.Write(Summary.Diagnostics(_table.Rows, _options.Style));
        _output.Write(Summary.Outputs(_outputs, _options));
        _output.Write(Summary.Resources(summary, _table.Errored, _options, blankLine: true));
        _output.Flush();
    }

    /// <summary>The last frame may scroll: nothing is written over it any more.</summary>
    private List<string> Final()
    {
        var width = _size().Width;
        return [.. _tree.Render(isOver: true).Concat(SystemMessages()).Select(line => Clamp(line, width))];
    }

    private IReadOnlyList<string> SystemMessages() => _notices.Count == 0
        ? []
        : ["", _options.Style.Warning("System Messages"), .. _notices.Select(line => "  " + line)];

    /// <summary>A line that the terminal would break counts as one here, and could not be written over.</summary>
    private static string Clamp(string line, int width) => AnsiText.Cut(line, Math.Max(0, width - 1));

    /// <summary>Writes over what was drawn before, line by line: cleared as a whole it would flicker.</summary>
    private void Draw(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder("\r");
        if (_drawn > 0)
            text.Append($"\u001b[{_drawn}A");
        foreach (var line in lines)
            text.Append(line).Append(ClearToEndOfLine).Append('\n');
        // Also what the terminal shows of the keys that are pressed.
        text.Append(ClearBelow);
        _output.Write(text);
        _output.Flush();
        (_drawn, _drawnTick, _isDirty) = (lines.Count, _table.Tick, false);
    }
}
