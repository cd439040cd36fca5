using System.Text;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display.Rows;

/// <summary>For a person at a terminal: the rows as a tree, changing in place, with what runs and for how long.</summary>
internal sealed class LiveDisplay : IRunDisplay
{
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
    private bool _isOver;

    /// <param name="size">Of the terminal, in characters; asked at each redraw.</param>
    public LiveDisplay(TextWriter output, DisplayOptions options, string project, TimeProvider clock, Func<(int Width, int Height)> size)
    {
        (_output, _options, _size) = (output, options, size);
        _table = new RowTable(options, project, clock);
        _tree = new RowTree(options);
        _output.WriteLine(options.Headline);
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
                    _table.TryApply(e, out _);
                    break;
            }
        }
    }

    public void Notice(string text)
    {
        lock (_lock)
            _notices.AddRange(text.Split('\n'));
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            if (!_isOver)
                Draw(_tree.Render(_table.Rows, outcome: null), limit: false);
            _isOver = true;
        }
    }

    private void Redraw()
    {
        lock (_lock)
        {
            if (!_isOver)
                Draw([.. _tree.Render(_table.Rows, outcome: null), .. SystemMessages()], limit: true);
        }
    }

    private void End(EngineEvent.Summary summary)
    {
        _isOver = true;
        Draw([.. _tree.Render(_table.Rows, summary.Outcome), .. SystemMessages(), ""], limit: false);
        _output.Write(Summary.Diagnostics(_table.Rows, _options.Style));
        _output.Write(Summary.Outputs(_outputs, _options));
        _output.Write(Summary.Resources(summary, _table.Errored, _options, blankLine: true));
        _output.Flush();
    }

    private IEnumerable<string> SystemMessages() => _notices.Count == 0
        ? []
        : ["", _options.Style.Warning("System Messages"), .. _notices.Select(line => "  " + line)];

    /// <summary>Writes over what was drawn before.</summary>
    /// <param name="limit">While the run goes on, no more than the terminal shows: what has scrolled away cannot be written over.</param>
    private void Draw(IReadOnlyList<string> lines, bool limit)
    {
        var (width, height) = _size();
        var shown = limit && lines.Count > height - 2 ? [lines[0], .. lines.Skip(lines.Count - (height - 3))] : lines;
        var text = new StringBuilder();
        if (_drawn > 0)
            text.Append($"\u001b[{_drawn}A\r");
        text.Append("\u001b[J");
        foreach (var line in shown)
            text.Append(limit ? AnsiText.Cut(line, width - 1) : line).Append('\n');
        _output.Write(text);
        _output.Flush();
        _drawn = shown.Count;
    }
}
