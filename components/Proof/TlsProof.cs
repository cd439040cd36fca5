using EncryptionInTransit.Proof.Gathering;
using EncryptionInTransit.Proof.Judging;

namespace EncryptionInTransit.Proof;

/// <summary>Proves from outside the node that the wire is encrypted, with the certificate that was issued.</summary>
/// <param name="clock">Tells what is valid now.</param>
public sealed class TlsProof(TimeProvider clock)
{
    /// <summary>
    /// Connects afresh, judges what is presented, logs in when that is good, and tries whether plaintext is accepted.
    /// A bad peer never throws: what is wrong with it is in the report.
    /// </summary>
    /// <exception cref="ArgumentException">A PEM text of the target holds no certificate.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public async Task<ProofReport> RunAsync(ProofTarget target, CancellationToken cancel)
    {
        var issued = IssuedCertificates.Parse(target);
        var now = clock.GetUtcNow();
        var evidence = await EncryptedLogin.TryAsync(target, JudgePeer, cancel);
        // A busy server hangs up on a login that takes longer than its connect_timeout: that proves nothing either way.
        if (evidence.Fault?.Reason == ProofReason.ConnectionLost)
            evidence = await EncryptedLogin.TryAsync(target, JudgePeer, cancel);
        if (evidence is { Tls: not null, Peer.Count: 0, Fault: null })
            evidence = evidence with { Plaintext = await PlaintextLogin.TryAsync(target, cancel) };
        return ProofJudge.Judge(target, issued, evidence, now);

        IReadOnlyList<ProofFinding> JudgePeer(TlsSeen seen) => HandshakeChecks.Run(new(target.Hostname, issued, seen, now));
    }
}
