using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.ProgramHost;

/// <summary>Which host runs programs of which <c>runtime</c> of Pulumi.yaml.</summary>
internal static class ProgramHosts
{
    private static readonly Dictionary<string, Func<string, string, IProgramHost>> ByRuntime = new()
    {
        ["dotnet"] = (root, program) => new DotnetProgramHost(root, program),
        ["nodejs"] = (root, program) => new NodeProgramHost(root, program),
    };

    /// <summary>The runtimes, for a message.</summary>
    public static string Runtimes => string.Join(" and ", ByRuntime.Keys.Select(runtime => $"'{runtime}'"));

    public static bool Supports(string runtime) => ByRuntime.ContainsKey(runtime);

    /// <param name="root">The folder of Pulumi.yaml.</param>
    /// <param name="programDirectory">The folder of the program.</param>
    public static IProgramHost Open(string runtime, string root, string programDirectory) => ByRuntime[runtime](root, programDirectory);
}
