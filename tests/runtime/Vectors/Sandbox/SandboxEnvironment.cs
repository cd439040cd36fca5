namespace Pulumi.Engine.Vectors.Tests.Sandbox;

/// <summary>The variables under which the recordings were made.</summary>
internal static class SandboxEnvironment
{
    public const string Passphrase = "correct-horse";

    public static readonly IReadOnlyDictionary<string, string> Variables = new Dictionary<string, string>
    {
        ["PATH"] = "/BIN:" + Environment.GetEnvironmentVariable("PATH"),
        ["HOME"] = "/WORK",
        ["CI"] = "true",
        ["PULUMI_HOME"] = "/PULUMI_HOME",
        ["PULUMI_BACKEND_URL"] = "file:///STATE",
        ["PULUMI_CONFIG_PASSPHRASE"] = Passphrase,
        ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
        ["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
    };

    /// <summary>Those of a step whose calls were logged. History records tell of it.</summary>
    public static readonly IReadOnlyDictionary<string, string> LoggingVariables =
        new Dictionary<string, string>(Variables) { ["PULUMI_DEBUG_GRPC"] = "/WORK/grpc.jsonl" };

    /// <summary>Those of the test's own that a program in the sandbox may see.</summary>
    public static readonly string[] Inherited = ["DOTNET_ROOT", "LANG"];
}
