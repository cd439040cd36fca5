using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.ProgramHost;

/// <summary>Programs with <c>runtime: dotnet</c>: builds the project when its sources changed, then runs it.</summary>
/// <param name="root">The folder of Pulumi.yaml.</param>
/// <param name="programDirectory">The folder of the program: <c>main</c> of Pulumi.yaml, or <paramref name="root"/>.</param>
public sealed class DotnetProgramHost(string root, string programDirectory) : IProgramHost
{
    /// <inheritdoc/>
    public bool SaysWhenDone => true;

    public async Task<ProgramExit> RunAsync(ProgramStart start, CancellationToken cancel)
    {
        var assembly = await new ProgramBuild(Project()).EnsureAsync(start.Output, cancel);
        var code = await ChildProcess.RunAsync(
            DotnetCommand.Path, [assembly], programDirectory, ProgramEnvironment.Of(start, root, programDirectory), start.Output, cancel);
        return new(code);
    }

    private string Project()
    {
        if (!Directory.Exists(programDirectory))
            throw new DeploymentException($"the program's folder {programDirectory} does not exist; mend 'main' in Pulumi.yaml");
        var projects = Directory.GetFiles(programDirectory, "*.*proj");
        return projects.Length == 1
            ? projects[0]
            : throw new DeploymentException(
                $"there are {projects.Length} projects in {programDirectory}, and one is needed; mend 'main' in Pulumi.yaml");
    }
}
