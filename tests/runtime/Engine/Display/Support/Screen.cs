using System.Globalization;
using System.Text;

namespace Pulumi.Engine.Tests.Display.Support;

/// <summary>
/// A terminal of a given size that interprets what the displays write: text, line breaks, cursor up, clearing, colours. Anything else
/// throws: the displays are to use no more than every terminal understands.
/// </summary>
internal sealed class Screen(int width, int height) : StringWriter
{
    private readonly List<StringBuilder> _lines = [new()];
    private int _row;
    private int _column;

    public int Height { get; set; } = height;

    public int Width { get; set; } = width;

    public bool ShowsCursor { get; private set; } = true;

    /// <summary>Something was written over that had scrolled away, or a line was longer than the screen.</summary>
    public bool IsGarbled { get; private set; }

    /// <summary>All lines, also those that have scrolled away, without spaces at their ends.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            var text = ToString();
            GetStringBuilder().Clear();
            Interpret(text);
            return [.. _lines.Select(line => line.ToString().TrimEnd())];
        }
    }

    public string Text => string.Join('\n', Lines).TrimEnd();

    private void Interpret(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                    _row++;
                    if (_row == _lines.Count)
                        _lines.Add(new());
                    _column = 0;
                    break;
                case '\r':
                    _column = 0;
                    break;
                case '\u001b':
                    i = Control(text, i + 2);
                    break;
                default:
                    Put(text[i]);
                    break;
            }
        }
    }

    private void Put(char c)
    {
        var line = _lines[_row];
        line.Length = Math.Max(line.Length, _column + 1);
        line[_column++] = c;
        IsGarbled |= _column > Width;
    }

    /// <returns>The index of the last letter of the sequence.</returns>
    private int Control(string text, int start)
    {
        var end = start;
        while (!char.IsAsciiLetter(text[end]))
            end++;
        var argument = text[start..end];
        switch (text[end])
        {
            case 'm':
                break;
            case 'A':
                _row -= int.Parse(argument, CultureInfo.InvariantCulture);
                IsGarbled |= _row < _lines.Count - Height;
                break;
            case 'K':
                _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                break;
            case 'J':
                _lines[_row].Length = Math.Min(_lines[_row].Length, _column);
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                break;
            case 'l' or 'h' when argument == "?25":
                ShowsCursor = text[end] == 'h';
                break;
            default:
                throw new InvalidOperationException($"unknown control sequence {argument}{text[end]}");
        }
        return end;
    }
}
