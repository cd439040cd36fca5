using System.Text.RegularExpressions;
using Pulumi.Engine.Commands;

namespace Pulumi.Engine.Tests.Commands;

/// <summary>What the official command line has is either understood or refused by its name: never unknown, never ignored.</summary>
public sealed partial class OfficialFlags
{
    /// <summary>Verbs that need arguments before their flags can be judged.</summary>
    private static readonly Dictionary<string, string[]> Arguments = new()
    {
        ["config set"] = ["key", "value"],
        ["config get"] = ["key"],
        ["config rm"] = ["key"],
        ["stack rename"] = ["name"],
    };

    [SkippableFact]
    public void EachVerbAndFlag_IsUnderstoodOrRefusedByName()
    {
        var list = ListOfFlags();
        Skip.If(list is null, "the recorded list of verbs and flags (../shared/vectors/flags.txt, or PULUMI_VECTORS) is not here");

        var unknown = CommandLines(File.ReadAllLines(list))
            .Select(words => (words, refusal: CommandLine.Refusal(CommandLine.Parse(words))))
            .Where(line => line.refusal is not null && !line.refusal.Contains("is not supported by the embedded engine", StringComparison.Ordinal))
            .Select(line => $"{string.Join(' ', line.words)}: {line.refusal}");

        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("up", "--yes --skip-preview --refresh --parallel=4 -c=a=1 --config-path --message=text --diff --json --target=u --target-dependents --replace=u --target-replace=u --exclude=u --exclude-dependents --expect-no-changes --continue-on-error --suppress-outputs --suppress-progress --show-secrets --config-file=f -s=dev")]
    [InlineData("preview", "--refresh --diff --json -x=u --expect-no-changes --replace=u --show-secrets --stack=dev")]
    [InlineData("destroy", "-y -f --preview-only --remove --exclude-protected --json --continue-on-error")]
    [InlineData("refresh", "-y --clear-pending-creates --json --expect-no-changes --preview-only")]
    [InlineData("stack", "--show-urns --show-ids --show-name --show-secrets")]
    [InlineData("stack ls", "--json --all --project=p")]
    [InlineData("stack rm", "--yes --force --preserve-config --remove-backups")]
    [InlineData("stack output", "--json --shell --show-secrets")]
    [InlineData("stack history", "--json --full-dates --page=1 --page-size=5 --show-secrets")]
    [InlineData("state delete", "--all --force --target-dependents --yes -s=dev")]
    [InlineData("state unprotect", "--all --yes")]
    [InlineData("config", "--json --show-secrets --config-file=f")]
    [InlineData("cancel", "--yes --stack=dev")]
    [InlineData("about", "-s=dev --cwd=. --color=never --non-interactive --logtostderr -v=9")]
    public void OurFlags_AreUnderstood(string verb, string flags) =>
        Assert.Null(CommandLine.Refusal(CommandLine.Parse([.. verb.Split(' '), .. flags.Split(' ')])));

    [Theory]
    [InlineData("up --urns", "the flag --urns is not supported by the embedded engine: leave it out, or install the Pulumi CLI")]
    [InlineData("config set --type int key 1", "the flag --type is not supported by the embedded engine: leave it out, or install the Pulumi CLI")]
    [InlineData("state taint", "`pulumi state taint` is not supported by the embedded engine: install the Pulumi CLI for it")]
    [InlineData("up --nope", "unknown flag: --nope")]
    [InlineData("config get --nope", "unknown flag: --nope")]
    [InlineData("config set key -5", "unknown shorthand flag: '5' in -5")]
    public void Others_AreRefusedByName(string arguments, string refusal) =>
        Assert.Equal(refusal, CommandLine.Refusal(CommandLine.Parse(arguments.Split(' '))));

    [Fact]
    public void ValueAfterTwoDashes_MayLookLikeAFlag() =>
        Assert.Null(CommandLine.Refusal(CommandLine.Parse(["config", "set", "key", "--", "-5"])));

    /// <summary>One command line for each verb of each verb, and one for each form of each flag.</summary>
    private static IEnumerable<string[]> CommandLines(IEnumerable<string> lines)
    {
        string[] verb = [];
        foreach (var line in lines)
        {
            if (Heading().Match(line) is { Success: true } heading)
                verb = heading.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var words = line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["verbs:", ..])
            {
                foreach (var name in words.Skip(1))
                    yield return [.. verb, name, .. Arguments.GetValueOrDefault(string.Join(' ', verb.Append(name == "remove" ? "rm" : name)), [])];
            }
            foreach (Match flag in words is ["flags:", ..] ? Flag().Matches(line) : (IEnumerable<Match>)[])
            {
                var value = flag.Groups[2].Value.StartsWith("int", StringComparison.Ordinal) ? "=1" : flag.Groups[2].Length > 0 && flag.Groups[2].Value != "false" ? "=x" : "";
                // A flag whose value may be left out means yes.
                value = flag.Groups[1].Value.Contains("--refresh", StringComparison.Ordinal) ? "" : value;
                foreach (var form in flag.Groups[1].Value.Split('|'))
                    yield return [.. verb, .. Arguments.GetValueOrDefault(string.Join(' ', verb), []), form + value];
            }
        }
    }

    private static string? ListOfFlags()
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Join(root, "Infra.sln")))
            root = Path.GetDirectoryName(root);
        var folder = Environment.GetEnvironmentVariable("PULUMI_VECTORS") is { Length: > 0 } set ? set : Path.Join(root, "..", "shared", "vectors");
        var list = Path.Join(folder, "flags.txt");
        return File.Exists(list) ? list : null;
    }

    [GeneratedRegex(@"^pulumi(.*?)\s+\(exit 0\)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"((?:-\w\|)?--?[\w-]+)(?: <(\w+)>)?")]
    private static partial Regex Flag();
}
