using Pulumi.Engine.Vectors.Tests.Comparison;
using Pulumi.Engine.Vectors.Tests.Recordings;

namespace Pulumi.Engine.Vectors.Tests.Lives;

/// <summary>How the steps of a scenario compared.</summary>
internal sealed class ScenarioResult(string scenario)
{
    private readonly List<string> _steps = [];
    private readonly List<Difference> _differences = [];

    /// <summary>No step has begun.</summary>
    public bool IsEmpty => _steps.Count == 0;

    /// <param name="step">Its short name: <c>03/05</c>.</param>
    public void Add(string step) => _steps.Add(step);

    /// <param name="text">Null when there is no difference.</param>
    public void Add(string step, string part, string? text)
    {
        if (text is not null)
            _differences.Add(new(step, part, text));
    }

    /// <summary>Fails with all differences that <c>runtime/README.md</c> does not accept, and leaves them in a file.</summary>
    public void Verify()
    {
        var accepted = AcceptedDifferences.Read();
        var open = _differences.Where(difference => !accepted.Accepts(difference)).ToList();
        var same = _steps.Count(step => !_differences.Exists(difference => difference.Step == step));
        var complaints = open.Select(difference => $"== {difference.Step} {difference.Part}\n{difference.Text}")
            .Concat(accepted.Stale(_steps, _differences)).ToList();
        var report = $"{scenario}: {_steps.Count} steps, {same} as recorded, "
            + $"{_differences.Count - open.Count} accepted differences, {open.Count} others\n{string.Join("\n\n", complaints)}\n";
        var folder = Directory.CreateDirectory(Path.Join(RecordingFolder.Repository, ".build", "vectors")).FullName;
        File.WriteAllText(Path.Join(folder, scenario + ".txt"), report);
        Assert.True(complaints.Count == 0, report);
    }
}
