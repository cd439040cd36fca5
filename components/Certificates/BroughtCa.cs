namespace EncryptionInTransit;

/// <summary>A CA that was made elsewhere, with its key. Whoever makes one of these has checked that it can sign.</summary>
/// <param name="certificatePem">The CA that signs.</param>
/// <param name="keyPem">Of that CA, PKCS#8 without a password. Secret.</param>
/// <param name="abovePems">The CAs above it, each signed by the next; the last one is the root. Empty if it is the root itself.</param>
public sealed class BroughtCa(string certificatePem, string keyPem, IReadOnlyList<string> abovePems)
{
    public string CertificatePem => certificatePem;

    /// <summary>Secret.</summary>
    public string KeyPem => keyPem;

    /// <summary>What clients trust.</summary>
    public string RootPem => abovePems.Count == 0 ? certificatePem : abovePems[^1];

    /// <summary>What is sent along with a leaf: all but the root.</summary>
    public IReadOnlyList<string> IntermediatePems => abovePems.Count == 0 ? [] : [certificatePem, .. abovePems.SkipLast(1)];

    /// <summary>The root first, the one that signs last.</summary>
    public IReadOnlyList<string> TrustedByServerPems => [.. abovePems.Reverse(), certificatePem];
}
