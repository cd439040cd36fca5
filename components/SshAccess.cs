using Pulumi.Command.Remote.Inputs;

namespace EncryptionInTransit;

/// <summary>How to log in on a node. Holds secrets: its text shows none of them.</summary>
public sealed record SshAccess
{
    public required string Host { get; init; }

    public int Port { get; init; } = 22;

    public string User { get; init; } = "root";

    /// <summary>The node's public host key, as <c>ssh-ed25519 AAAA…</c>; null only if an unknown key was accepted in so many words.</summary>
    public string? HostKey { get; init; }

    public string? PrivateKey { get; init; }

    public string? PrivateKeyPassword { get; init; }

    public string? Password { get; init; }

    public string? AgentSocketPath { get; init; }

    /// <summary>How often to try again; -1 is for ever.</summary>
    public int DialErrorLimit { get; init; } = 10;

    /// <summary>Seconds for one try.</summary>
    public int PerDialTimeout { get; init; } = 15;

    /// <summary>Whether commands need <c>sudo</c>.</summary>
    public bool IsRoot => User == "root";

    /// <summary>The connection of a remote command. Without a host key the command provider would check none.</summary>
    public ConnectionArgs ToConnection() => new()
    {
        Host = Host,
        Port = Port,
        User = User,
        HostKey = HostKey.OrAbsent(),
        PrivateKey = PrivateKey.SecretOrAbsent(),
        PrivateKeyPassword = PrivateKeyPassword.SecretOrAbsent(),
        Password = Password.SecretOrAbsent(),
        AgentSocketPath = AgentSocketPath.OrAbsent(),
        DialErrorLimit = DialErrorLimit,
        PerDialTimeout = PerDialTimeout,
    };

    public override string ToString() => $"{User}@{Host}:{Port}";
}
