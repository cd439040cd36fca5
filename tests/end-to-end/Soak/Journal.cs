using System.Diagnostics;
using System.Globalization;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>
/// What happened so far, in words that a person can repeat by hand. A file has it as well, with all that the commands said, for who
/// looks while the walk goes on.
/// </summary>
internal sealed class Journal
{
    private readonly string _path;
    private readonly List<string> _lines = [];
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
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

    public void Count(string what, int number = 1) => _counts[what] = _counts.GetValueOrDefault(what) + number;

    public string Summary => $"{Step} steps in {_time.Elapsed:hh\\:mm\\:ss}: {string.Join(", ", _counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}")))}";

    public string Story => string.Join('\n', _lines);

    public override string ToString() => _path;

    private void Write(string text) => File.AppendAllText(_path, text);
}
