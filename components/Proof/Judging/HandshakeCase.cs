using EncryptionInTransit.Proof.Gathering;

namespace EncryptionInTransit.Proof.Judging;

/// <summary>What the checks of a handshake compare: what was expected with what was seen, now.</summary>
internal sealed record HandshakeCase(string Hostname, IssuedCertificates Issued, TlsSeen Seen, DateTimeOffset Now);
