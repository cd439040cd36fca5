namespace Pulumi;

/// <summary>Messages to the person who runs the deployment, shown by the engine beside the resource they are about.</summary>
public static class Log
{
    /// <summary>Shown on request only.</summary>
    /// <param name="ephemeral">shown as progress, not kept</param>
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Send(LogLevel.Debug, message, resource, streamId, ephemeral);

    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Send(LogLevel.Info, message, resource, streamId, ephemeral);

    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Send(LogLevel.Warning, message, resource, streamId, ephemeral);

    /// <summary>Makes the deployment fail once the program is done; the program goes on. To end it at once, throw.</summary>
    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Send(LogLevel.Error, message, resource, streamId, ephemeral);

    /// <inheritdoc cref="Error"/>
    public static void Exception(Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
        => Error(exception.ToString(), resource, streamId, ephemeral);

    private static void Send(LogLevel level, string message, Resource? resource, int? streamId, bool? ephemeral)
        => _ = Deployment.Running.Logger.LogAsync(level, message, resource, streamId ?? 0, ephemeral ?? false);
}
