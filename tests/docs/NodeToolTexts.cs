using System.Text.RegularExpressions;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Docs;

/// <summary>
/// What the node tool says when it fails or refuses: the first text after <c>fail</c>, and the reasons, which are what
/// <c>refuse</c> gets and what functions named as problems print.
/// </summary>
internal static partial class NodeToolTexts
{
    public static IEnumerable<(string Where, string Text)> All()
    {
        var script = Repository.Read("components/NodeTool/encryption-in-transit");
        var constants = ConstantPattern().Matches(script).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var function = "";
        foreach (var line in script.Split('\n'))
        {
            if (FunctionPattern().Match(line) is { Success: true } begin)
                function = begin.Groups[1].Value;
            var isProblem = ProblemPattern().IsMatch(function);
            foreach (Match match in SaidPattern().Matches(line))
            {
                var text = Plain(match.Groups["text"].Value, constants);
                if ((match.Groups["word"].Value != "echo" || isProblem) && text != "…")
                    yield return (function, text);
            }
        }
    }

    /// <summary>Constants as what they stand for, anything else as <c>…</c>.</summary>
    private static string Plain(string text, IReadOnlyDictionary<string, string> constants)
    {
        string Known(Match match) => constants.TryGetValue(match.Groups["name"].Value, out var value) ? Plain(value, constants) : "…";
        return HolePattern().Replace(text.Replace("\\\"", "\"", StringComparison.Ordinal), Known);
    }

    [GeneratedRegex("""^([A-Z_]+)=([^\s#'"]+)(?:\s+#.*)?$""", RegexOptions.Multiline)]
    private static partial Regex ConstantPattern();

    [GeneratedRegex(@"^([a-z_]+)\(\)")]
    private static partial Regex FunctionPattern();

    [GeneratedRegex("(_problems?|_reasons|^overriding_files|^persisted_values|^unreadable_files|^invalid_options|^plan_missing)$")]
    private static partial Regex ProblemPattern();

    [GeneratedRegex("""(?<![A-Za-z_])(?<word>fail [0-9]|refuse|echo) ["](?<text>(?:\\.|\$\((?:[^()"]|"[^"]*"|\([^()]*\))*\)|[^"\\])+)["]""")]
    private static partial Regex SaidPattern();

    [GeneratedRegex(@"\$\{(?<name>\w+)[^}]*\}|\$(?<name>\w+)|\$\((?:[^()]|\([^()]*\))*\)")]
    private static partial Regex HolePattern();
}
