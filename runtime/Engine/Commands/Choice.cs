namespace Pulumi.Engine.Commands;

/// <summary>A list of answers of which one is selected, as keys move and narrow it.</summary>
internal sealed class Choice(IReadOnlyList<string> answers, string selected)
{
    public string Filter { get; private set; } = "";

    public IReadOnlyList<string> Shown => [.. answers.Where(a => a.Contains(Filter, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Null when the filter leaves nothing.</summary>
    public string? Selected { get; private set; } = selected;

    public void Press(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.UpArrow:
                Move(-1);
                break;
            case ConsoleKey.DownArrow:
                Move(1);
                break;
            case ConsoleKey.Backspace:
                Narrow(Filter.Length > 0 ? Filter[..^1] : "");
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                    Narrow(Filter + key.KeyChar);
                break;
        }
    }

    private void Move(int by)
    {
        var shown = Shown.ToList();
        if (shown.Count > 0)
            Selected = shown[(shown.IndexOf(Selected ?? "") + by + shown.Count) % shown.Count];
    }

    private void Narrow(string filter)
    {
        Filter = filter;
        var shown = Shown;
        if (Selected is null || !shown.Contains(Selected))
            Selected = shown.FirstOrDefault();
    }
}
