using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;

namespace Pulumi.Engine.Commands.Runs;

/// <summary>
/// What a history record says of where and how a run was started, in the official words. Of flags and variables it has the names, and
/// of those that are switches whether they are on: never a value.
/// </summary>
internal static class RunEnvironment
{
    private const string Set = "set";
    private const string Prefix = "PULUMI_";

    /// <summary>Variables of the official CLI that are switches.</summary>
    private static readonly HashSet<string> Switches =
    [
        .. new[]
        {
            "EXPERIMENTAL", "SKIP_UPDATE_CHECK", "DEV", "SKIP_CHECKPOINTS", "DEBUG_COMMANDS", "ENABLE_LEGACY_DIFF", "ENABLE_LEGACY_REFRESH_DIFF",
            "DISABLE_PROVIDER_PREVIEW", "DISABLE_RESOURCE_REFERENCES", "DISABLE_OUTPUT_VALUES", "ERROR_OUTPUT_STRING", "IGNORE_AMBIENT_PLUGINS",
            "DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "SKIP_CONFIRMATIONS", "ERROR_ON_DEPENDENCY_CYCLES", "AUTOMATION_API_SKIP_VERSION_CHECK",
            "CONTINUE_ON_ERROR", "SUPPRESS_NEO_LINK", "NEO", "FALLBACK_TO_STATE_SECRETS_MANAGER", "DISABLE_SECRET_CACHE", "PARALLEL_DIFF",
            "RUN_PROGRAM", "ENABLE_STREAMING_JSON_PREVIEW", "DIY_BACKEND_NO_LEGACY_WARNING", "DIY_BACKEND_IGNORE_DEPRECATION_ERROR",
            "DIY_BACKEND_LEGACY_LAYOUT", "DIY_BACKEND_GZIP", "DIY_BACKEND_ZSTD", "DIY_BACKEND_RETAIN_CHECKPOINTS",
            "DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS", "DISABLE_VALIDATION", "DISABLE_REGISTRY_RESOLVE", "DISABLE_JOURNALING",
            "GOROUTINE_PANIC_RECOVERY",
        }.Select(name => Prefix + name),
    ];

    public static ImmutableSortedDictionary<string, string> Of(RunRequest request)
    {
        var environment = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        environment["exec.kind"] = "cli";
        environment["pulumi.arch"] = RuntimeInformation.OSArchitecture is Architecture.X64 ? "amd64" : "arm64";
        environment["pulumi.os"] = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        environment["pulumi.version"] = EngineVersion.Text;
        environment["stack.environments"] = "[]";
        environment["updatePlan"] = "false";
        foreach (var (name, value) in request.Flags)
            environment[$"pulumi.flag.{name}"] = value;
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
                environment[$"pulumi.env.{name}"] = Switches.Contains(name) ? OnOrOff((string?)variable.Value) : Set;
        }
        return environment.ToImmutable();
    }

    /// <summary>The flags that were given on the command line.</summary>
    /// <param name="withValue">Switches here that officially take a value.</param>
    public static IReadOnlyDictionary<string, string> FlagsOf(ParseResult parsed, IReadOnlyCollection<Option> withValue) =>
        Results(parsed.CommandResult).OfType<OptionResult>().Where(result => !result.Implicit)
            .DistinctBy(result => result.Option)
            .ToImmutableDictionary(
                result => result.Option.Name.TrimStart('-'),
                result => result.Option is Option<bool> && !withValue.Contains(result.Option) ? "true" : Set);

    private static IEnumerable<SymbolResult> Results(CommandResult command) =>
        command.Children.Concat(command.Parent is CommandResult above ? Results(above) : []);

    private static string OnOrOff(string? value) => value == "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase) ? "true" : "false";
}
