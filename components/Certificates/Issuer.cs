using Pulumi;

namespace EncryptionInTransit;

/// <summary>A CA that signs leaves, and what is sent along with them.</summary>
/// <param name="CrossCertificatePems">One per older CA that is still trusted: from this CA to that one.</param>
internal sealed record Issuer(CertificateAuthority Authority, IReadOnlyList<Output<string>> CrossCertificatePems);
