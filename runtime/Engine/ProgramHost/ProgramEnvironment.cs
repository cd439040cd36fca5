using System.Text.Json;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.ProgramHost;

/// <summary>The environment variables by which a program learns where it runs.</summary>
internal static class ProgramEnvironment
{
    /// <summary>What decrypts the stack's secrets is none of the program's business.</summary>
    private static readonly string[] Withheld = ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"];

    /// <summary>Of a .NET program.</summary>
    /// <returns>Null removes a variable.</returns>
    public static IReadOnlyDictionary<string, string?> Of(ProgramStart start, string root, string programDirectory)
    {
        var environment = Configuration(start);
        environment["PULUMI_MONITOR"] = start.EngineAddress;
        environment["PULUMI_ENGINE"] = start.EngineAddress;
        environment["PULUMI_ORGANIZATION"] = start.Target.Organization;
        environment["PULUMI_PROJECT"] = start.Target.Project;
        environment["PULUMI_STACK"] = start.Target.Stack;
        environment["PULUMI_ROOT_DIRECTORY"] = root;
        environment["PULUMI_PWD"] = programDirectory;
        environment["PULUMI_DRY_RUN"] = start.DryRun ? "true" : "false";
        environment["PULUMI_QUERY_MODE"] = "false";
        environment["PULUMI_PARALLEL"] = start.Parallel.ToString();
        return environment;
    }

    /// <summary>What programs of all runtimes get this way.</summary>
    /// <returns>Null removes a variable.</returns>
    public static Dictionary<string, string?> Configuration(ProgramStart start)
    {
        var environment = WithoutPassphrase();
        environment["PULUMI_CONFIG"] = JsonSerializer.Serialize(start.Target.Configuration);
        environment["PULUMI_CONFIG_SECRET_KEYS"] = JsonSerializer.Serialize(start.Target.SecretKeys);
        return environment;
    }

    /// <returns>Null removes a variable.</returns>
    public static Dictionary<string, string?> WithoutPassphrase() => Withheld.ToDictionary(name => name, _ => (string?)null);
}
