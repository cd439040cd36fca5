using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.ProgramHost;

/// <summary>Programs with <c>runtime: dotnet</c>.</summary>
/// <param name="root">The folder of Pulumi.yaml.</param>
/// <param name="programDirectory">The folder of the program: <c>main</c> of Pulumi.yaml, or <paramref name="root"/>.</param>
public sealed class DotnetProgramHost(string root, string programDirectory) : IProgramHost
{
    public Task<ProgramExit> RunAsync(ProgramStart start, CancellationToken cancel) =>
        throw new NotImplementedException($"{root} {programDirectory}");
}
