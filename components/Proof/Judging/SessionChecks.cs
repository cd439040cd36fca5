using System.Security.Authentication;
using EncryptionInTransit.Proof.Gathering;

namespace EncryptionInTransit.Proof.Judging;

/// <summary>Whether the server sees the session as we do.</summary>
internal static class SessionChecks
{
    /// <summary>The protocol as the status variable Ssl_version has it.</summary>
    public static string Name(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls12 => "TLSv1.2",
        SslProtocols.Tls13 => "TLSv1.3",
        _ => protocol.ToString(),
    };

    public static IEnumerable<ProofFinding> Run(ProofTarget target, TlsSeen tls, SessionSeen session) =>
        new[] { IsOneTlsConnection(tls, session), IsFresh(session) }.OfType<ProofFinding>().Concat(AreAsInstalled(target, session));

    /// <summary>Of a session through a proxy: whether the backend sees it encrypted.</summary>
    public static IEnumerable<ProofFinding> RunBehindProxy(SessionSeen backend) => backend.Cipher.Length > 0 ? [] : [new(
        ProofReason.BackendPlaintext,
        "expected the proxy's connection to its backend to be encrypted; the backend sees none: look at use_ssl of its row in runtime_mysql_servers, and whether the backend offers TLS")];

    private static ProofFinding? IsOneTlsConnection(TlsSeen tls, SessionSeen session)
    {
        var expected = Name(tls.Protocol);
        return session.TlsVersion == expected && session.Cipher.Length > 0 ? null : new(ProofReason.SessionDiffers,
            $"expected the server to see this session as {expected}; it sees {(session.Cipher.Length == 0 ? "no encryption" : $"{session.TlsVersion} {session.Cipher}")}: something between us and the server ends the TLS");
    }

    private static IEnumerable<ProofFinding> AreAsInstalled(ProofTarget target, SessionSeen session) =>
        from installed in target.Variables
        where session.Variables.TryGetValue(installed.Key, out var value) && value != installed.Value
        select new ProofFinding(ProofReason.VariableDiffers,
            $"expected {installed.Key} to be {installed.Value}, as installed; the server runs with {(session.Variables[installed.Key] is { Length: > 0 } value ? value : "none")}");

    private static ProofFinding? IsFresh(SessionSeen session) => !session.Resumed ? null : new(ProofReason.SessionResumed,
        "expected a fresh TLS handshake; the session was resumed from an earlier one, so the certificate seen may be an earlier one as well: run it again in a new process");
}
