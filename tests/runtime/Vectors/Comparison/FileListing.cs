namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>Names of the backend's files: all, or which came and went. Sizes depend on keys and times.</summary>
internal sealed class FileListing
{
    private HashSet<string> _files = [];

    public void Begin(string folder) => _files = In(folder);

    /// <param name="project">The recorded backend may have stacks of others.</param>
    /// <returns>Null when there is no difference.</returns>
    public string? Step(string recorded, string folder, string project)
    {
        var files = In(folder);
        var ours = recorded.StartsWith("all files", StringComparison.Ordinal)
            ? files.Select(file => $"+ {file}")
            : files.Except(_files).Select(file => $"+ {file}").Concat(_files.Except(files).Select(file => $"- {file}"));
        _files = files;
        return LineDifference.Of(Text(Recorded(recorded, project)), Text(ours));
    }

    private static HashSet<string> In(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path)).ToHashSet();

    private static IEnumerable<string> Recorded(string listing, string project) => listing.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Skip(1)
        .Where(line => line[0] != '~' && (line.Contains(".pulumi/meta.", StringComparison.Ordinal) || line.Contains($"/{project}/", StringComparison.Ordinal)))
        .Select(line => $"{(line[0] == '-' ? '-' : '+')} {line.Split("  ", StringSplitOptions.RemoveEmptyEntries)[^1]}");

    /// <summary>How many updates a history had that goes is not recorded: not all of them were.</summary>
    private static string Text(IEnumerable<string> lines)
    {
        var normalized = lines.Select(Texts.Normalize).ToLookup(line => line.StartsWith('-'));
        return string.Join('\n', normalized[true].Distinct().Concat(normalized[false]).Order(StringComparer.Ordinal));
    }
}
