namespace Pulumi.Engine.Vectors.Tests.Recordings;

/// <summary>One step of a scenario: a command, and what it did. Absent files are empty.</summary>
internal sealed class RecordedStep
{
    private readonly string _folder;

    private RecordedStep(string folder, string id)
    {
        _folder = folder;
        Id = id;
        ExitCode = int.Parse(File.ReadAllText(Path.Join(folder, "exit.txt")));
        Command = string.Join('\n', File.ReadAllLines(Path.Join(folder, "cmd.txt")).TakeWhile(line => !line.StartsWith('#')));
    }

    /// <summary>Short names of scenario and step: <c>03/05</c>, <c>09/a00</c>.</summary>
    public string Id { get; }

    public string Name => Path.GetFileName(_folder);

    /// <summary>As typed into a shell.</summary>
    public string Command { get; }

    /// <summary>Minus the signal's number when the program was killed.</summary>
    public int ExitCode { get; }

    public string Stdout => Read("stdout.txt") ?? Read("stdout.json") ?? "";

    public bool HasJson => File.Exists(Path.Join(_folder, "stdout.json"));

    public string Stderr => Read("stderr.txt") ?? "";

    public string? State => Read("state.json");

    public string? StateChanges => Read("state-changes.txt");

    public string? StackFile => Read("Pulumi.dev.yaml");

    /// <summary>Whether the official CLI was told to log its calls.</summary>
    public bool HasCallLog => File.Exists(Path.Join(_folder, "grpc.jsonl"));

    public string? Files => Read("files.txt");

    /// <returns>The steps of a scenario, in order.</returns>
    public static IReadOnlyList<RecordedStep> Of(string scenario) =>
        [.. Directory.GetDirectories(Path.Join(RecordingFolder.Require(), scenario))
            .Where(folder => File.Exists(Path.Join(folder, "cmd.txt")))
            .Order(StringComparer.Ordinal)
            .Select(folder => new RecordedStep(folder, $"{Short(scenario)}/{Short(Path.GetFileName(folder))}"))];

    private static string Short(string name) => name.Split('-')[0];

    private string? Read(string name)
    {
        var path = Path.Join(_folder, name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
