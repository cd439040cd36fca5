using EncryptionInTransit.Proof;

namespace EncryptionInTransit.Infra.Status;

/// <summary>How a node stands after this run.</summary>
/// <param name="CaGenerations">Those that are trusted; the last one issues.</param>
/// <param name="TlsVersions">What the server accepts, as <c>TLSv1.2,TLSv1.3</c>; null if that is not known.</param>
/// <param name="RequireSecureTransport">off, audit or on.</param>
/// <param name="At">When the node was looked at.</param>
internal sealed record NodeStatus(
    string Node,
    ProofReport Proof,
    IReadOnlyList<CertificateStatus> Certificates,
    IReadOnlyList<int> CaGenerations,
    string? TlsVersions,
    SecureTransportPhase RequireSecureTransport,
    DateTimeOffset At)
{
    public CertificateStatus Server => Certificates.Single(certificate => certificate.Role == CertificateStatus.Server);

    public int DaysLeft => (int)Math.Floor((Server.NotAfter - At).TotalDays);

    /// <summary>What there is to do, the nearest first.</summary>
    public IReadOnlyList<string> Due => [.. DueChecks.Run(this)];
}
