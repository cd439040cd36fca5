using System.CommandLine;

namespace Pulumi.Engine.Commands;

/// <summary>
/// Flags and verbs that the official CLI has and the embedded engine has not: refused by name, never ignored.
/// </summary>
internal static class UnsupportedFlags
{
    private const string OfRuns =
        "--attach-debugger --debug -d --ignore-protect --import-file --neo --override-env --policy-pack --policy-pack-config --run-program " +
        "--save-plan --secrets-provider --show-config --show-full-output --show-policy-exceptions --show-policy-remediations --show-reads " +
        "--show-replacement-steps --show-sames --skip-config-validation --skip-plugin-pre-install --strict --suppress-permalink --urns " +
        "--import-pending-creates --skip-pending-creates --plan --remote --client --open --raw --type --transitive";

    private const string OfStacks =
        "--copy-config-from --teams --organization -o --tag -t --output --shell --version --all -a";

    private const string Global =
        "--disable-integrity-checking --emoji -e --fully-qualify-stack-names -Q --logflow --memprofilerate --otel-traces --profiling --tracing";

    private static readonly HashSet<string> Verbs =
    [
        "new", "console", "import", "install", "env", "login", "logout", "whoami", "org", "project", "deployment", "api",
        "insights", "do", "policy", "plugin", "schema", "package", "gen-completion", "convert", "logs", "template", "neo", "watch",
        "stack graph", "stack tag", "stack migrate", "stack new", "stack drift", "stack schedule",
        "stack policy", "stack webhook", "stack get", "stack change-secrets-provider", "stack unselect",
        "state get", "state move", "state promote", "state protect", "state rename", "state repair", "state edit", "about env", "stack history events", "state taint", "state untaint", "state upgrade",
        "config copy", "config cp", "config env", "config refresh", "config remove-all", "config rm-all", "config set-all",
    ];

    /// <summary>What is not supported of the words that could not be understood; null when they are just unknown.</summary>
    /// <param name="command">The verbs that were understood, as <c>stack</c>.</param>
    public static string? Find(string command, IEnumerable<string> unmatched)
    {
        var known = $"{OfRuns} {OfStacks} {Global}".Split(' ').ToHashSet();
        foreach (var word in unmatched)
        {
            var name = word.Split('=', 2)[0];
            if (known.Contains(name))
                return $"the flag {name} is not supported by the embedded engine: leave it out, or install the Pulumi CLI";
            if (Verbs.Contains($"{command} {word}".Trim()))
                return $"`pulumi {$"{command} {word}".Trim()}` is not supported by the embedded engine: install the Pulumi CLI for it";
        }
        return null;
    }

    /// <summary>The verbs of a command as the user typed them.</summary>
    public static string PathOf(Command command)
    {
        var names = new Stack<string>();
        for (var at = command; at is not RootCommand; at = at.Parents.OfType<Command>().First())
            names.Push(at.Name);
        return string.Join(' ', names);
    }
}
