using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>Says in one line why an attempt to connect failed, and what to do about it.</summary>
internal static class DialErrors
{
    public static DialException Explain(Exception e, ConnectionSettings settings, ConnectionInfo info, HostKey? expected, byte[]? seen, string? refusal) => e switch
    {
        DialException known => known,
        _ when refusal is not null => new(
            $"ssh: rejected: {refusal}",
            $"The proxy {settings.Proxy!.Endpoint} was reached, but does not lead to {settings.Endpoint}: check 'host' and 'port' of the connection as seen from the proxy, that sshd runs there, "
            + "and AllowTcpForwarding in the proxy's sshd_config.", e),
        _ when expected is not null && seen is not null && !expected.Is(seen) => new(
            "ssh: handshake failed: ssh: host key mismatch",
            $"{settings.Endpoint} showed the key {HostKey.FingerprintOf(seen)}, but 'hostKey' of the connection is {expected.Type} {expected.Fingerprint}. Nothing was run there. "
            + $"If the host was set up anew, compare with what its own console shows (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and put the new key into 'hostKey'; if not, somebody else answers at this address.",
            e)
        { IsFinal = true },
        SshConnectionException when expected is not null && seen is null && e.Message.Contains("host key algorithm", StringComparison.OrdinalIgnoreCase) => new(
            $"ssh: handshake failed: ssh: host key mismatch: the server has no key of type {expected.Type}",
            $"Nothing was run at {settings.Endpoint}. Give a key that it has as 'hostKey' of the connection (ssh-keyscan {settings.Host} lists them; compare with its own console).",
            e)
        { IsFinal = true },
        SshConnectionException when e.Message.Contains("key exchange algorithm", StringComparison.OrdinalIgnoreCase) => new(
            $"ssh: handshake failed: ssh: no common algorithm for key exchange; client offered: [{string.Join(' ', info.KeyExchangeAlgorithms.Keys)}]: {OneLine(e.Message)}",
            $"Let the sshd at {settings.Endpoint} know one of these: KexAlgorithms in its sshd_config.",
            e)
        { IsFinal = true },
        SshAuthenticationException => new(
            $"ssh: handshake failed: ssh: unable to authenticate, attempted methods [{Methods(info)}], no supported methods remain",
            $"{settings.Endpoint} does not let '{settings.User}' in with {Offered(settings)}. Check 'user' of the connection, and that the key is in that user's authorized_keys "
            + "(root also needs PermitRootLogin in sshd_config).",
            e),
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new(
            $"dial tcp {settings.Endpoint}: connect: connection refused",
            $"Nothing listens at {settings.Endpoint}: start sshd there, or correct 'port' of the connection.", e),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => new(
            $"dial tcp: lookup {settings.Host}: no such host",
            "Correct 'host' of the connection, or the name server.", e),
        SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable } => new(
            $"dial tcp {settings.Endpoint}: connect: no route to host",
            "Check that the host is running, and the way to it (ip route get ADDRESS).", e),
        SocketException { SocketErrorCode: SocketError.TimedOut } or OperationCanceledException or SshOperationTimeoutException => new(
            $"dial tcp {settings.Endpoint}: i/o timeout",
            $"No answer within {settings.PerDialTimeout.TotalSeconds:0.###} s ('perDialTimeout' of the connection): check that the host is running and that no firewall drops port {settings.Port}.", e),
        SocketException socket => new($"dial tcp {settings.Endpoint}: {socket.Message}", "Check 'host' and 'port' of the connection.", e),
        _ => new(
            $"ssh: handshake failed: {OneLine(e.Message)}",
            $"Something answers at {settings.Endpoint}, but no SSH session came about: check that it is sshd, and its log (journalctl -u ssh).", e),
    };

    private static string Methods(ConnectionInfo info) => string.Join(' ', info.AuthenticationMethods.Select(m => m.Name).Prepend("none").Distinct());

    private static string Offered(ConnectionSettings settings)
    {
        string[] offered =
        [
            .. settings.PrivateKey is null ? Array.Empty<string>() : ["the 'privateKey'"],
            .. settings.Password is null ? Array.Empty<string>() : ["the 'password'"],
        ];
        return offered.Length > 0 ? string.Join(" or ", offered) + " given" : "what the agent has, if there is one: give 'privateKey', 'password' or 'agentSocketPath'";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
