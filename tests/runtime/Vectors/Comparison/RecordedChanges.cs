using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>Turns the state before a step into the state after it, by the recorded changes (a unified diff for each resource).</summary>
internal static partial class RecordedChanges
{
    /// <returns>Whether there is still a state.</returns>
    public static bool Apply(StateView state, string changes)
    {
        if (changes.StartsWith("the state file is gone", StringComparison.Ordinal))
            return false;
        var sections = Section().Split(changes).Skip(1).ToList();
        for (var i = 0; i + 1 < sections.Count; i += 2)
            Apply(state, sections[i], sections[i + 1].TrimStart('\n'));
        return true;
    }

    private static void Apply(StateView state, string title, string body)
    {
        if (title == "deployment")
        {
            state.Deployment = Patched(state.Deployment, body);
            return;
        }
        var match = Title().Match(title);
        if (!match.Success)
            return; // the order of resources
        var key = match.Groups[2].Value;
        switch (match.Groups[1].Value)
        {
            case "removed":
                state.Resources.Remove(key);
                break;
            case "added":
                state.Resources[key] = Parse(body.Split('\n').Where(line => line.Length > 0).Select(line => line[1..]));
                break;
            default:
                state.Resources[key] = Patched(state.Resources[key], body);
                break;
        }
    }

    private static JsonObject Patched(JsonObject before, string body)
    {
        var lines = JsonLines.Of(before);
        var result = new List<string>();
        var at = 0;
        foreach (var line in StackTrace().Replace(body, "").Split('\n').Where(line => line.Length > 0))
        {
            if (Hunk().Match(line) is { Success: true } hunk)
            {
                // The first line it is about; the last one before it when it is about none.
                var start = int.Parse(hunk.Groups[1].Value) - (hunk.Groups[2].Value == "0" ? 0 : 1);
                result.AddRange(lines[at..start]);
                at = start;
                continue;
            }
            if (line[0] == '+')
                result.Add(line[1..]);
            else if (line[0] == ' ')
                result.Add(lines[at++]); // not the recorded one, whose times are of a state that was not recorded
            else
                at++;
        }
        result.AddRange(lines[at..]);
        return Parse(result);
    }

    private static JsonObject Parse(IEnumerable<string> lines) => JsonNode.Parse(string.Join('\n', lines))!.AsObject();

    [GeneratedRegex("^## (.*)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^(added|removed|changed): (.*?)(?: \(id .*\))?(?: \(several\))?$")]
    private static partial Regex Title();

    /// <summary>Of a pending operation: the recorded states have none, so the hunks' counts of lines are not theirs.</summary>
    [GeneratedRegex(@"^[+-]( +)""stackTrace"": \[\n(?:[+-]\1 .*\n)*[+-]\1\],?\n", RegexOptions.Multiline)]
    private static partial Regex StackTrace();

    [GeneratedRegex(@"^@@ -(\d+)(?:,(\d+))? \+")]
    private static partial Regex Hunk();
}
