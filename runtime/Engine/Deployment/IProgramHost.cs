namespace Pulumi.Engine.Deployment;

/// <summary>Runs the user's program, which then talks to the engine over gRPC.</summary>
public interface IProgramHost
{
    /// <summary>Whether a program that has registered everything tells the monitor so: older SDKs just end.</summary>
    bool SaysWhenDone => false;

    /// <returns>How the program ended.</returns>
    /// <exception cref="DeploymentException">It could not be built or started; the message says why.</exception>
    Task<ProgramExit> RunAsync(ProgramStart start, CancellationToken cancel);
}

/// <summary>What a program needs to know.</summary>
/// <param name="EngineAddress"><c>host:port</c> of the ResourceMonitor and the Engine service, plain HTTP/2.</param>
/// <param name="Output">Takes each line that the program (or its build) prints.</param>
public sealed record ProgramStart(
    string EngineAddress, DeploymentTarget Target, bool DryRun, int Parallel, Action<ProgramLine> Output);

/// <param name="IsProgress">Of the preparations, not of the program: shown while it lasts.</param>
public sealed record ProgramLine(string Text, bool IsError, bool IsProgress = false);

/// <param name="Code">0 is success; <see cref="AlreadySaid"/> means that the program has logged its error itself.</param>
public sealed record ProgramExit(int Code)
{
    /// <summary>The code by which a Pulumi program says: my error is in the log already.</summary>
    public const int AlreadySaid = 32;
}
