using EncryptionInTransit.Proof.Gathering;

namespace EncryptionInTransit.Proof.Judging;

/// <summary>From what was seen to the report: no clock but <c>now</c>, no network.</summary>
internal static class ProofJudge
{
    public static ProofReport Judge(
        ProofTarget target, IssuedCertificates issued, Evidence evidence, DateTimeOffset now)
    {
        var (tls, session) = (evidence.Tls, evidence.Session);
        var server = evidence.Greeting is null || target.IsProxy ? null : ServerName.Parse(evidence.Greeting, session?.VersionComment);
        var backendCipher = target.IsProxy && session?.Cipher is { Length: > 0 } backend ? backend : null;
        var plaintext = PlaintextJudgement.Of(target, evidence.Plaintext, session);
        IEnumerable<ProofFinding?> failures =
        [
            .. evidence.Peer,
            IsOfTheFrontend(target, evidence.Fault) ? null : evidence.Fault,
            .. tls is null || session is null ? [] : target.IsProxy ? SessionChecks.RunBehindProxy(session) : SessionChecks.Run(target, tls, session),
            plaintext.Failure,
        ];
        return new()
        {
            Node = target.Node,
            Attempted = true,
            Server = target.IsProxy && evidence.Greeting is not null ? "ProxySQL" : server?.Product,
            Version = server?.Version,
            Protocol = tls is null ? null : SessionChecks.Name(tls.Protocol),
            Cipher = session?.Cipher is { Length: > 0 } cipher && !target.IsProxy ? cipher : tls?.CipherSuite,
            BackendCipher = backendCipher,
            TlsVersions = session?.TlsVersions,
            Subject = tls?.Leaf.SubjectDN.ToString(),
            IssuedSha256 = issued.Leaf.Sha256(),
            ServedSha256 = tls?.Leaf.Sha256(),
            NotBefore = tls?.Leaf.ValidFrom(),
            NotAfter = tls?.Leaf.ValidTo(),
            DaysLeft = tls is null ? null : (int)Math.Floor((tls.Leaf.ValidTo() - now).TotalDays),
            Plaintext = plaintext.Verdict,
            Failures = [.. failures.OfType<ProofFinding>()],
            Notes = [.. new[] { SeenBehind(backendCipher), NotSeenBehind(target, evidence.Fault), plaintext.Note }.OfType<ProofFinding>()],
        };
    }

    // The account is an option of a proxy: its frontend is proved without.
    private static bool IsOfTheFrontend(ProofTarget target, ProofFinding? fault) =>
        target.IsProxy && fault?.Reason == ProofReason.LoginRefused;

    private static ProofFinding? SeenBehind(string? backendCipher) => backendCipher is null ? null : new(
        ProofReason.BackendEncrypted, $"a query through the proxy was answered by a backend that sees {backendCipher}");

    private static ProofFinding? NotSeenBehind(ProofTarget target, ProofFinding? fault) => !IsOfTheFrontend(target, fault) ? null : new(
        ProofReason.BackendNotSeen,
        $"the frontend is proved; what is behind it was not seen, and whether plaintext is accepted could not be told: {fault!.Sentence}. Put the account into mysql_users of the proxy");
}
