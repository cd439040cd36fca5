namespace Pulumi;

/// <summary>What the engine tells a program in its environment.</summary>
internal sealed record ProgramEnvironment(
    string Monitor,
    string Engine,
    string Project,
    string Stack,
    string Organization,
    string? RootDirectory,
    bool IsDryRun)
{
    /// <exception cref="InvalidOperationException">if the program was not started by an engine</exception>
    public static ProgramEnvironment Read()
    {
        // Query mode and parallelism do nothing here; an engine sets them, and a program without them was started by none.
        if (Get("PULUMI_MONITOR") is not { } monitor
            || Get("PULUMI_ENGINE") is not { } engine
            || Get("PULUMI_PROJECT") is not { } project
            || Get("PULUMI_STACK") is not { } stack
            || !bool.TryParse(Get("PULUMI_DRY_RUN"), out var isDryRun)
            || !bool.TryParse(Get("PULUMI_QUERY_MODE"), out _)
            || !int.TryParse(Get("PULUMI_PARALLEL"), out _))
        {
            throw new InvalidOperationException("Program run without the Pulumi engine available; re-run using the `pulumi` CLI");
        }

        var organization = Environment.GetEnvironmentVariable("PULUMI_ORGANIZATION") ?? DefaultOrganization;
        return new(monitor, engine, project, stack, organization, Environment.GetEnvironmentVariable("PULUMI_ROOT_DIRECTORY"), isDryRun);
    }

    /// <summary>The organization of a stack whose backend knows none.</summary>
    public const string DefaultOrganization = "organization";

    /// <summary>Whether a switch is on: <c>1</c> or <c>true</c>.</summary>
    public static bool IsSet(string name)
        => Environment.GetEnvironmentVariable(name) is { } value
            && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    private static string? Get(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
