namespace Pulumi.Command.Remote.Outputs;

/// <summary>How a host was reached over SSH.</summary>
[OutputType]
public sealed class Connection
{
    /// <summary>The socket of an SSH agent; SSH_AUTH_SOCK if null.</summary>
    public readonly string? AgentSocketPath;

    /// <summary>Tries to connect before giving up; 0 is without end.</summary>
    public readonly int? DialErrorLimit;

    /// <summary>A name or an address.</summary>
    public readonly string Host;

    /// <summary>The public key the host must show, as in known_hosts; if null, none is checked.</summary>
    public readonly string? HostKey;

    /// <summary>The password to log in with.</summary>
    public readonly string? Password;

    /// <summary>Seconds a try to connect may take; 0 is without end.</summary>
    public readonly int? PerDialTimeout;

    /// <summary>The TCP port.</summary>
    public readonly double? Port;

    /// <summary>A private key to log in with, as text.</summary>
    public readonly string? PrivateKey;

    /// <summary>The password of that key.</summary>
    public readonly string? PrivateKeyPassword;

    /// <summary>A host to go through.</summary>
    public readonly ProxyConnection? Proxy;

    /// <summary>The account to log in as.</summary>
    public readonly string? User;

    [OutputConstructor]
    internal Connection(
        string? agentSocketPath,
        int? dialErrorLimit,
        string host,
        string? hostKey,
        string? password,
        int? perDialTimeout,
        double? port,
        string? privateKey,
        string? privateKeyPassword,
        ProxyConnection? proxy,
        string? user)
    {
        AgentSocketPath = agentSocketPath;
        DialErrorLimit = dialErrorLimit;
        Host = host;
        HostKey = hostKey;
        Password = password;
        PerDialTimeout = perDialTimeout;
        Port = port;
        PrivateKey = privateKey;
        PrivateKeyPassword = privateKeyPassword;
        Proxy = proxy;
        User = user;
    }
}
