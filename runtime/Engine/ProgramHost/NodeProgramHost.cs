using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.ProgramHost;

/// <summary>
/// Programs with <c>runtime: nodejs</c>: starts the runner of the program's own <c>@pulumi/pulumi</c> as the official language host does.
/// </summary>
/// <param name="root">The folder of Pulumi.yaml.</param>
/// <param name="programDirectory">The folder of package.json.</param>
public sealed class NodeProgramHost(string root, string programDirectory) : IProgramHost
{
    /// <summary>The runner reads the program's main file from its package.json.</summary>
    private const string EntryPoint = ".";

    private static readonly string Runner = Path.Join("node_modules", "@pulumi", "pulumi", "cmd", "run", "index.js");

    public async Task<ProgramExit> RunAsync(ProgramStart start, CancellationToken cancel)
    {
        var environment = ProgramEnvironment.Configuration(start);
        environment["PULUMI_NODEJS_TYPESCRIPT"] = "true"; // only means that the runner looks for a tsconfig.json
        var code = await ChildProcess.RunAsync("node", Arguments(start), programDirectory, environment, start.Output, cancel);
        return new(code);
    }

    private IEnumerable<string> Arguments(ProgramStart start)
    {
        string[] arguments =
        [
            FindRunner(),
            "--monitor", start.EngineAddress,
            "--engine", start.EngineAddress,
            "--organization", start.Target.Organization,
            "--project", start.Target.Project,
            "--root-directory", root,
            "--stack", start.Target.Stack,
            "--pwd", programDirectory,
        ];
        return [.. arguments, .. start.DryRun ? new[] { "--dry-run" } : [], "--parallel", $"{start.Parallel}", EntryPoint];
    }

    /// <summary>In the program's folder or one above it, as Node.js looks for modules.</summary>
    private string FindRunner()
    {
        for (var at = programDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            var runner = Path.Join(at, Runner);
            if (File.Exists(runner))
                return runner;
        }
        throw new DeploymentException(
            $"It looks like the Pulumi SDK has not been installed: there is no @pulumi/pulumi for the program in {programDirectory}; run `npm install` there");
    }
}
