using EncryptionInTransit.Proof.Gathering;

namespace EncryptionInTransit.Proof.Judging;

/// <summary>From what was seen to the report: no clock but <c>now</c>, no network.</summary>
internal static class ProofJudge
{
    public static ProofReport Judge(
        ProofTarget target, IssuedCertificates issued, Evidence evidence, DateTimeOffset now)
    {
        var (tls, session) = (evidence.Tls, evidence.Session);
        var server = evidence.Greeting is null ? null : ServerName.Parse(evidence.Greeting, session?.VersionComment);
        var plaintext = PlaintextJudgement.Of(target, evidence.Plaintext, session);
        IEnumerable<ProofFinding?> failures =
        [
            .. tls is null ? [] : HandshakeChecks.Run(new(target.Hostname, issued, tls, now)),
            evidence.Fault,
            .. tls is null || session is null ? [] : SessionChecks.Run(tls, session),
            plaintext.Failure,
        ];
        return new()
        {
            Node = target.Node,
            Attempted = true,
            Server = server?.Product,
            Version = server?.Version,
            Protocol = tls is null ? null : SessionChecks.Name(tls.Protocol),
            Cipher = session?.Cipher is { Length: > 0 } cipher ? cipher : tls?.CipherSuite,
            Subject = tls?.Leaf.SubjectDN.ToString(),
            IssuedSha256 = issued.Leaf.Sha256(),
            ServedSha256 = tls?.Leaf.Sha256(),
            NotBefore = tls?.Leaf.ValidFrom(),
            NotAfter = tls?.Leaf.ValidTo(),
            DaysLeft = tls is null ? null : (int)Math.Floor((tls.Leaf.ValidTo() - now).TotalDays),
            Plaintext = plaintext.Verdict,
            Failures = [.. failures.OfType<ProofFinding>()],
            Notes = plaintext.Note is null ? [] : [plaintext.Note],
        };
    }
}
