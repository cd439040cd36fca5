using System.Collections.Immutable;
using System.Security.Authentication;
using Org.BouncyCastle.X509;

namespace EncryptionInTransit.Proof.Gathering;

/// <summary>All that was seen of a server; of its certificate, also what is to be said against it.</summary>
/// <param name="Greeting">The version as the greeting has it; null when there was no greeting.</param>
/// <param name="Tls">Null when no TLS handshake came as far as the peer's certificate.</param>
/// <param name="Peer">What is wrong with the peer: only without anything was the password sent.</param>
/// <param name="Session">What the server says of the session; null without a login.</param>
/// <param name="Fault">What ended the connection early, other than our own judgement.</param>
/// <param name="Plaintext">Null when it was not tried.</param>
internal sealed record Evidence(
    string? Greeting,
    TlsSeen? Tls,
    IReadOnlyList<ProofFinding> Peer,
    SessionSeen? Session,
    ProofFinding? Fault,
    PlaintextAttempt? Plaintext);

/// <summary>The handshake as the client saw it.</summary>
/// <param name="Presented">What came with the leaf, in the order of the wire (and, in .NET, the leaf once more).</param>
/// <param name="CipherSuite">By IANA's name.</param>
internal sealed record TlsSeen(
    X509Certificate Leaf, IReadOnlyList<X509Certificate> Presented, SslProtocols Protocol, string CipherSuite);

/// <summary>The session as the server sees it; behind a proxy, the session between proxy and backend.</summary>
/// <param name="TlsVersion">Status variable Ssl_version; empty without TLS.</param>
/// <param name="Cipher">Status variable Ssl_cipher, by OpenSSL's name; empty without TLS.</param>
/// <param name="Resumed">Status variable Ssl_sessions_reused: the certificate seen is then a remembered one.</param>
/// <param name="VersionComment">System variable version_comment; Percona names itself only here.</param>
/// <param name="RequireSecureTransport">Null when the server does not know the variable.</param>
internal sealed record SessionSeen(
    string TlsVersion, string Cipher, bool Resumed, string VersionComment, bool? RequireSecureTransport)
{
    /// <summary>System variable tls_version, as <c>TLSv1.2,TLSv1.3</c>; null when it was not asked.</summary>
    public string? TlsVersions { get; init; }

    /// <summary>The system variables that were asked for.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>How the login without TLS ended.</summary>
/// <param name="LoggedIn">True when the server let it in.</param>
/// <param name="ErrorNumber">The server's error, 0 when the attempt ended otherwise.</param>
/// <param name="Text">The error, for people.</param>
internal sealed record PlaintextAttempt(bool LoggedIn, int ErrorNumber, string Text);
