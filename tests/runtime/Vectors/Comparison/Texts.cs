using System.Text.RegularExpressions;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>Replaces in a text what no two runs have alike: times, keys, generated ids.</summary>
internal static partial class Texts
{
    private const string UnknownId = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static readonly (Regex Pattern, string Replacement)[] Rules =
    [
        (Pem(), "PEM $1"),
        (Base64Line(), "$1BASE64"),
        (Cipher(), "CIPHERTEXT"),
        (Uuid(), "UUID"),
        (GoTime(), "TIME"),
        (IsoTime(), "TIME"),
        (Ago(), "AGO"),
        (Elapsed(), "(TIME)"),
        (FailedAfter(), " (TIME)**"),
        (Duration(), "Duration: TIME"),
        (Took(), "took TIME"),
        (Pid(), "(pid N)"),
        (Nanoseconds(), "NANOSECONDS"),
        (Digest(), "DIGEST"),
        (Fingerprint(), "FINGERPRINT"),
        (OpenSshKey(), "$1 KEY"),
        (Serial(), "SERIAL"),
        (CommandId(), "$1ID"),
        (Size(), "SIZE"),
    ];

    /// <summary>A source position: some of the recorded programs stood in a folder of their own beside the packages.</summary>
    public static string InProject(string position) => position.Replace("project:///../prog/", "project:///", StringComparison.Ordinal);

    public static string Normalize(string text) =>
        Rules.Aggregate(text.Replace(UnknownId, "UNKNOWN"), (result, rule) => rule.Pattern.Replace(result, rule.Replacement));

    /// <summary>Whole, or as far as <c>--diff</c> shows it.</summary>
    [GeneratedRegex(@"-----BEGIN ([A-Z ]+)-----.*?(-----END [A-Z ]+-----(\\n|\n)?|(?=\.\.\."")|$)", RegexOptions.Singleline)]
    private static partial Regex Pem();

    [GeneratedRegex(@"^([ +~-]*)[A-Za-z0-9+/=]{40,}$", RegexOptions.Multiline)]
    private static partial Regex Base64Line();

    [GeneratedRegex(@"v1:[A-Za-z0-9+/=]+(:v1:[A-Za-z0-9+/=]+)?:[A-Za-z0-9+/=]+")]
    private static partial Regex Cipher();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? \+0000 UTC")]
    private static partial Regex GoTime();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex IsoTime();

    [GeneratedRegex(@"(a|an|\d+) (second|minute|hour)s? ago|\bnow\b")]
    private static partial Regex Ago();

    [GeneratedRegex(@"\((\d+m)?\d+(\.\d+)?s\)")]
    private static partial Regex Elapsed();

    [GeneratedRegex(@" \((\d+m)?\d+(\.\d+)?s\)\*\*")]
    private static partial Regex FailedAfter();

    [GeneratedRegex(@"Duration: (\d+m)?\d+s")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\btook (\d+m)?\d+s")]
    private static partial Regex Took();

    [GeneratedRegex(@"\(pid \d+\)")]
    private static partial Regex Pid();

    [GeneratedRegex(@"(?<=[.-])\d{19}(?=\.)")]
    private static partial Regex Nanoseconds();

    [GeneratedRegex(@"\b[0-9a-f]{40}\b|\b[0-9a-f]{64}\b")]
    private static partial Regex Digest();

    [GeneratedRegex(@"\b\d{28,40}\b")]
    private static partial Regex Serial();

    [GeneratedRegex("\\b(?:[0-9a-f]{2}:){15,31}[0-9a-f]{2}\\b|SHA256:[A-Za-z0-9+/]{43}")]
    private static partial Regex Fingerprint();

    [GeneratedRegex("(ecdsa-sha2-nistp256) [A-Za-z0-9+/=]+")]
    private static partial Regex OpenSshKey();

    /// <summary>What the recorded command prints: the bytes of a certificate and its key, which vary with the ECDSA signature.</summary>
    [GeneratedRegex(@"\b8[78]\d\b")]
    private static partial Regex Size();

    /// <summary>The command provider's ids: the name and four random bytes.</summary>
    [GeneratedRegex(@"((?:\[id=|ID: |\(id )[\w-]+?)[0-9a-f]{8}\b")]
    private static partial Regex CommandId();
}
