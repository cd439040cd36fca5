using Pulumirpc;

namespace Pulumi;

internal enum LogLevel
{
    Debug = LogSeverity.Debug,
    Info = LogSeverity.Info,
    Warning = LogSeverity.Warning,
    Error = LogSeverity.Error,
}

/// <summary>Sends messages to the engine in the order in which they were logged, each once its resource has a URN.</summary>
internal sealed class EngineLogger(IEngine engine, InFlightTasks inFlight)
{
    private readonly Lock gate = new();
    private Task last = Task.CompletedTask;
    private int errors;

    public bool HasLoggedErrors => Volatile.Read(ref errors) > 0;

    /// <exception cref="LogException">from the task, if the engine does not take the message</exception>
    public Task LogAsync(LogLevel level, string message, Resource? about = null, int streamId = 0, bool ephemeral = false)
    {
        if (level == LogLevel.Error)
        {
            Interlocked.Increment(ref errors);
        }

        var request = new LogRequest { Severity = (LogSeverity)level, Message = message, StreamId = streamId, Ephemeral = ephemeral };
        var sent = SendAsync(request, about);
        inFlight.Add(sent);
        return sent;
    }

    private async Task SendAsync(LogRequest request, Resource? about)
    {
        request.Urn = await UrnOfAsync(about);
        Task sent;
        lock (gate)
        {
            sent = last = SendAfterAsync(last, request);
        }

        await sent;
    }

    private async Task SendAfterAsync(Task previous, LogRequest request)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            await engine.LogAsync(request);
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref errors);
            throw new LogException(e);
        }
    }

    private static async Task<string> UrnOfAsync(Resource? resource)
    {
        try
        {
            return resource is null ? "" : await resource.Urn.GetValueAsync(whenUnknown: "");
        }
        catch (Exception)
        {
            // The registration failed, which is reported by itself; the message is worth being sent all the same.
            return "";
        }
    }
}
