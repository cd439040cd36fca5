using System.Text.RegularExpressions;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>What a recording left out of an exported state, left out of ours too.</summary>
internal static partial class LeftOut
{
    /// <returns>Our output, without the resources and stack traces if the recorded one has none.</returns>
    public static string Like(string recorded, string ours) => recorded.Contains("\"(left out: ", StringComparison.Ordinal)
        ? StackTrace().Replace(Resources().Replace(ours, match => $"\"(left out: {match.Groups[1].Captures.Count} resources)\""), "")
        : ours;

    [GeneratedRegex(@"(?<=^ {8}""resources"": )\[\n(?: {12}(\{)\n(?: {13}.*\n)* {12}\},?\n)* {8}\]", RegexOptions.Multiline)]
    private static partial Regex Resources();

    [GeneratedRegex(@"^( +)""stackTrace"": \[\n(?:\1 .*\n)*\1\],\n", RegexOptions.Multiline)]
    private static partial Regex StackTrace();
}
