namespace EncryptionInTransit.Proof;

/// <summary>Proves from outside the node that the wire is encrypted, with the certificate that was issued.</summary>
public sealed class TlsProof(TimeProvider clock)
{
    /// <summary>Connects, looks and judges. A bad peer never throws: what is wrong with it is in the report.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public Task<ProofReport> RunAsync(ProofTarget target, CancellationToken cancel)
    {
        _ = clock;
        throw new NotImplementedException();
    }
}
