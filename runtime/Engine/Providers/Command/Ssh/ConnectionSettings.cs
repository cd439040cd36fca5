using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>How to reach a host and log in: the input <c>connection</c>, or the <c>proxy</c> in it. Equal settings share a connection.</summary>
internal sealed record ConnectionSettings
{
    public const int DefaultPort = 22;
    public const string DefaultUser = "root";
    public const int DefaultDialErrorLimit = 10;
    public const int DefaultPerDialTimeout = 15;

    public required string Host { get; init; }
    public int Port { get; init; } = DefaultPort;
    public string User { get; init; } = DefaultUser;
    public string? Password { get; init; }
    public string? PrivateKey { get; init; }
    public string? PrivateKeyPassword { get; init; }

    /// <summary>Null: that of the environment variable SSH_AUTH_SOCK.</summary>
    public string? AgentSocketPath { get; init; }

    /// <summary>The only key that the server may have, as a line of <c>known_hosts</c> without the name. Null: any.</summary>
    public string? HostKey { get; init; }

    /// <summary>How many failed attempts are followed by another one; -1: without end.</summary>
    public int DialErrorLimit { get; init; } = DefaultDialErrorLimit;

    /// <summary>For one attempt, login included. Zero: none.</summary>
    public TimeSpan PerDialTimeout { get; init; } = TimeSpan.FromSeconds(DefaultPerDialTimeout);

    /// <summary>The host through which the connection goes.</summary>
    public ConnectionSettings? Proxy { get; init; }

    /// <summary><c>host:port</c>, an IPv6 address in brackets.</summary>
    public string Endpoint => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    public static ConnectionSettings From(PropertyMap inputs) => new()
    {
        Host = inputs.Text("host") ?? "",
        Port = (int)(inputs.Number("port") ?? DefaultPort),
        User = inputs.Text("user") ?? DefaultUser,
        Password = inputs.Text("password"),
        PrivateKey = inputs.Text("privateKey"),
        PrivateKeyPassword = inputs.Text("privateKeyPassword"),
        AgentSocketPath = inputs.Text("agentSocketPath"),
        HostKey = inputs.Text("hostKey"),
        DialErrorLimit = (int)(inputs.Number("dialErrorLimit") ?? DefaultDialErrorLimit),
        PerDialTimeout = TimeSpan.FromSeconds(inputs.Number("perDialTimeout") ?? DefaultPerDialTimeout),
        Proxy = inputs.Object("proxy") is { } proxy ? From(proxy) : null,
    };

    /// <summary>Shows nothing secret: a record's own text would.</summary>
    public override string ToString() => $"{User}@{Endpoint}";
}
