using Pulumi;

namespace EncryptionInTransit;

/// <summary>A CA that signs leaves, and what is sent along with them.</summary>
/// <param name="Generation">Of the CA.</param>
/// <param name="KeyPem">Secret.</param>
/// <param name="SentAlongPems">What leads from this CA to those that are trusted: cross certificates, or the CAs above it.</param>
internal sealed record Issuer(
    int Generation, Output<string> CertificatePem, Output<string> KeyPem, IReadOnlyList<Output<string>> SentAlongPems);
