using System.Text.RegularExpressions;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Docs;

/// <summary>What the commands say by themselves when they fail before the node tool is there: what they write to standard error.</summary>
internal static partial class CommandTexts
{
    private const string File = "components/NodeTool/NodeCommands.cs";

    public static IEnumerable<(string Where, string Text)> All() =>
        SaidPattern().Matches(Repository.Read(File)).Select(match => (File, HolePattern().Replace(match.Groups[1].Value, "…")));

    [GeneratedRegex("""echo "([^"]+)" >&2""")]
    private static partial Regex SaidPattern();

    [GeneratedRegex(@"\$\([^)]*\)|\{\{[^}]*\}\}(/\{\{[^}]*\}\})?")]
    private static partial Regex HolePattern();
}
