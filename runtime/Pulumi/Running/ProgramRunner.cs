using System.Reflection;
using Grpc.Core;

namespace Pulumi;

/// <summary>Runs a program to its end, which is the first error or the end of all it has begun.</summary>
internal sealed class ProgramRunner(DeploymentContext context)
{
    /// <summary>The program has told the engine what went wrong, and the host need not. The number is Pulumi's.</summary>
    private const int ErrorsReported = 32;
    private const int Failed = 1;
    private const int Done = 0;

    /// <summary>Runs the program, reports its errors to the engine, and waits for the engine when there is none.</summary>
    /// <returns>the exit code of the process</returns>
    public async Task<int> RunAsync(Func<Task> program)
    {
        try
        {
            await program();
        }
        catch (Exception e)
        {
            return await ReportAsync([e]);
        }

        var errors = await context.InFlight.IdleOrFirstErrorsAsync();
        if (errors.Count > 0)
        {
            return await ReportAsync(errors);
        }

        return context.Logger.HasLoggedErrors ? Failed : await WaitForEngineAsync();
    }

    private async Task<int> WaitForEngineAsync()
    {
        try
        {
            await context.Monitor.SignalAndWaitForShutdownAsync();
            return Done;
        }
        catch (Exception e)
        {
            return await ReportAsync([e]);
        }
    }

    private async Task<int> ReportAsync(IReadOnlyList<Exception> errors)
    {
        var exitCode = Failed;
        foreach (var error in errors)
        {
            if (error is LogException)
            {
                // The engine does not listen, so it must be said here.
                await Console.Error.WriteLineAsync($"Error occurred trying to send logging message to engine:\n{error}");
                continue;
            }

            await context.Logger.LogAsync(LogLevel.Error, Describe(error), (error as ResourceException)?.Resource);
            exitCode = ErrorsReported;
        }

        return exitCode;
    }

    private static string Describe(Exception error) => error switch
    {
        RunException or ResourceException { HideStack: true } => error.Message,
        ResourceException => error.ToString(),

        // The engine has shown the cause where it happened; our stack would bury it.
        RpcException refusal => $"the engine refused a call of the program: {refusal.Status.Detail} ({refusal.StatusCode})",
        _ => $"Running program '{Assembly.GetEntryAssembly()?.Location}' failed with an unhandled exception:\n{error}",
    };
}
