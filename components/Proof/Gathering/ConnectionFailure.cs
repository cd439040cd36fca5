using System.Net.Sockets;
using MySqlConnector;

namespace EncryptionInTransit.Proof.Gathering;

/// <summary>Why a connection ended early.</summary>
/// <param name="NetworkFault">When there was no TCP connection.</param>
/// <param name="OffersTls">What the server's greeting says; null when none came.</param>
/// <param name="TimedOut">Whether the time limit ended it.</param>
internal sealed record ConnectionFailure(
    Exception Exception, SocketException? NetworkFault, bool? OffersTls, bool TimedOut)
{
    // MySqlConnector gives its own findings this number, which no server sends.
    private const int RaisedByClient = (int)MySqlErrorCode.UnableToConnectToHost;

    private const int HostIsBlocked = 1129;
    private const int HostNotPrivileged = 1130;

    /// <summary>The number of the error that the server sent, 0 when it sent none.</summary>
    public int ServerError => Exception is MySqlException { Number: not RaisedByClient } sent ? sent.Number : 0;

    /// <summary>The failure in the words of the server or the library.</summary>
    public string Message => TimedOut ? "no answer in time" : Innermost.Message;

    /// <summary>The failure in a word and a sentence.</summary>
    /// <param name="handshakeDone">Whether TLS had been established.</param>
    public ProofFinding Describe(ProofTarget target, bool handshakeDone)
    {
        var peer = $"{target.Host}:{target.Port}";
        if (TimedOut)
            return DescribeTimeout(target, peer, handshakeDone);
        if (NetworkFault is not null && !Greeted)
            return DescribeNetwork(peer, NetworkFault);
        if (!Greeted)
            return DescribeGreeting(peer);
        return handshakeDone ? DescribeLogin(target) : DescribeHandshake(peer);
    }

    /// <summary>The failure of a query through a proxy that had let us in.</summary>
    public ProofFinding DescribeBackend(ProofTarget target) => new(ProofReason.BackendUnreachable,
        $"{target.Host}:{target.Port} let {target.Account} in, and no backend answered its query ({(ServerError != 0 ? $"error {ServerError}, " : "")}{Message}): look at runtime_mysql_servers and the log of the proxy, and whether the account exists on the backends");

    private ProofFinding DescribeTimeout(ProofTarget target, string peer, bool handshakeDone)
    {
        var expected = $"expected {peer} to answer within {target.Timeout.TotalSeconds:0.#} s";
        return new(ProofReason.TimedOut, (Greeted, handshakeDone) switch
        {
            (_, true) => $"{expected}; TLS was established, the login and its queries did not end: look at the server's load",
            (true, _) => $"{expected}; it greeted, the TLS handshake did not end: look at the server's load",
            _ => $"{expected}; no greeting of a MySQL or MariaDB server came: look at firewalls, and whether host and port are right",
        });
    }

    private static ProofFinding DescribeNetwork(string peer, SocketException fault) => fault.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => new(ProofReason.NameNotResolved,
            $"the name in {peer} has no address here ({fault.Message}): mend the name service, or set the node's database.host"),
        SocketError.ConnectionRefused => new(ProofReason.ConnectionRefused,
            $"expected a database server at {peer}; nothing listens there (connection refused): is it running, on this port, and its bind-address not 127.0.0.1?"),
        _ => new(ProofReason.Unreachable, $"{peer} cannot be reached from here ({fault.Message}): is the host up, and the port open in its firewall?"),
    };

    private ProofFinding DescribeGreeting(string peer) => ServerError switch
    {
        HostNotPrivileged => new(ProofReason.HostNotAllowed,
            $"{peer} answered error 1130 instead of a greeting ({Exception.Message}): it has no account that matches our address; create the proof's account for this host, as CREATE USER proof@'<address or pattern>'"),
        HostIsBlocked => new(ProofReason.HostNotAllowed,
            $"{peer} answered error 1129 instead of a greeting ({Exception.Message}): unblock our address on the server with FLUSH HOSTS (MySQL: TRUNCATE TABLE performance_schema.host_cache)"),
        not 0 => new(ProofReason.GreetedWithError, $"{peer} answered error {ServerError} instead of a greeting: {Exception.Message}"),
        _ => new(ProofReason.NoGreeting,
            $"expected a MySQL or MariaDB server at {peer}; what answered is none ({Innermost.Message}): is the port right?"),
    };

    private ProofFinding DescribeHandshake(string peer) => OffersTls == true
        ? new(ProofReason.HandshakeFailed,
            $"expected a TLS handshake with {peer} at TLS 1.2 or later; it failed ({Innermost.Message}): does the server's cipher line fit its key (RSA or ECDSA)?")
        : new(ProofReason.NoTls,
            $"expected {peer} to offer TLS; its greeting does not: the TLS configuration is not in effect (its error log says why)");

    private ProofFinding DescribeLogin(ProofTarget target)
    {
        if (ServerError == 0 && Innermost is SocketException or EndOfStreamException)
            return new(ProofReason.ConnectionLost,
                $"TLS is established, but the connection was lost before the login was answered ({Innermost.Message}): look at the server's load and its connect_timeout");
        var who = target.Account?.ToString() ?? "a login without an account";
        return Exception is NotSupportedException
            ? new(ProofReason.LoginUnsupported,
                $"TLS is established, but {who} cannot log in: {Exception.Message} Give it mysql_native_password (MariaDB) or caching_sha2_password (MySQL)")
            : new(ProofReason.LoginRefused,
                $"TLS is established, but {who} cannot log in: {(ServerError != 0 ? $"error {ServerError}, " : "")}{Innermost.Message}. Check its password, host and REQUIRE clause");
    }

    private bool Greeted => OffersTls is not null;

    private Exception Innermost => Exception.GetBaseException();
}
