using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace EncryptionInTransit.Proof.Gathering;

/// <summary>
/// Keeps what MySqlConnector tells its log only: the greeting's version (a connection has it once it is open, which
/// ours may never be) and why the network failed (the exception thrown has no inner one).
/// </summary>
internal sealed class ConnectionLog : ILoggerFactory, ILogger
{
    /// <summary>The version in the server's greeting.</summary>
    public string? Greeting { get; private set; }

    /// <summary>Whether the greeting offers TLS.</summary>
    public bool? OffersTls { get; private set; }

    /// <summary>Why no TCP connection came about; of several addresses the last one.</summary>
    public SocketException? NetworkFault { get; private set; }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (exception is SocketException fault)
            NetworkFault = fault;
        if (state is not IEnumerable<KeyValuePair<string, object?>> fields)
            return;
        foreach (var (name, value) in fields)
        {
            if (name == "ServerVersion")
                Greeting ??= value as string;
            else if (name == "SupportsSsl")
                OffersTls ??= value as bool?;
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
