using System.Diagnostics;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>
/// What happened so far, in words that a person can repeat by hand. A file has it as well, with all that the commands said, for who
/// looks while the walk goes on.
/// </summary>
internal sealed class Journal
{
    private readonly string _path;
    private readonly List<string> _lines = [];
    private readonly SortedDictionary<(string Group, string What), int> _counts = [];
    private readonly Stopwatch _time = Stopwatch.StartNew();

    /// <param name="name">Of the file, below <c>.build/soak</c>.</param>
    public Journal(string name)
    {
        _path = Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, ".build", "soak")).FullName, $"{name}.log");
        File.Delete(_path);
    }

    public int Step { get; private set; }

    public TimeSpan Time => _time.Elapsed;

    public void BeginStep(int daysAgo)
    {
        Step++;
        Say($"step {Step}, {daysAgo} days ago");
    }

    public void Say(string words)
    {
        _lines.Add(words);
        Write($"{_time.Elapsed:hh\\:mm\\:ss}  {words}\n");
    }

    /// <summary>For the file alone.</summary>
    public void Detail(string text) => Write(text.TrimEnd('\n').Replace("\n", "\n          ").Insert(0, "          ") + "\n");

    /// <param name="group">Begins the line in which the summary has it.</param>
    public void Count(string group, string what, int number = 1) => _counts[(group, what)] = _counts.GetValueOrDefault((group, what)) + number;

    public string Summary => string.Join("\n  ",
    [
        $"{Step} steps in {_time.Elapsed:hh\\:mm\\:ss}",
        .. _counts.GroupBy(count => count.Key.Group).Select(group => $"{group.Key}: {string.Join(", ", group.Select(count => $"{count.Value} {count.Key.What}"))}"),
    ]);

    public string Story => string.Join('\n', _lines);

    public override string ToString() => _path;

    private void Write(string text) => File.AppendAllText(_path, text);
}
