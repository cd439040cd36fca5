using EncryptionInTransit.Proof.Gathering;

namespace EncryptionInTransit.Proof.Judging;

/// <summary>What a try without TLS says about the server.</summary>
/// <param name="Failure">Set when the policy requires TLS and the server does not enforce it.</param>
/// <param name="Note">Set when the verdict is <see cref="PlaintextVerdict.Unknown"/>: why, and the cure.</param>
internal sealed record PlaintextJudgement(PlaintextVerdict Verdict, ProofFinding? Failure, ProofFinding? Note)
{
    /// <summary>ER_SECURE_TRANSPORT_REQUIRED: MySQL after the password, MariaDB from 11 on before it.</summary>
    private const int SecureTransportRequired = 3159;

    /// <summary>ER_ACCESS_DENIED_ERROR: also how MariaDB 10 enforces require_secure_transport.</summary>
    private const int AccessDenied = 1045;

    /// <summary>How ProxySQL refuses an account whose mysql_users.use_ssl is 1.</summary>
    private const string ProxyRequiresTls = "SSL is required";

    private static readonly PlaintextJudgement NotTried = new(PlaintextVerdict.Unknown, Failure: null, Note: null);

    /// <param name="attempt">Null: not tried, as after a failed judgement.</param>
    /// <param name="session">The session of the same account through TLS, just before; null without an account.</param>
    public static PlaintextJudgement Of(ProofTarget target, PlaintextAttempt? attempt, SessionSeen? session)
    {
        if (attempt is null)
            return NotTried;
        if (attempt.LoggedIn)
            return new(PlaintextVerdict.Accepted, WhenRequired(target, ProofReason.PlaintextAccepted,
                "expected a login without TLS to be refused (requireSecureTransport); it was accepted"), Note: null);

        if (target.IsProxy && attempt.ErrorNumber == AccessDenied && attempt.Text.Contains(ProxyRequiresTls, StringComparison.OrdinalIgnoreCase))
            return new(PlaintextVerdict.Refused, Failure: null, Note: null);

        var enforced = session?.RequireSecureTransport;
        if (attempt.ErrorNumber == SecureTransportRequired || (attempt.ErrorNumber == AccessDenied && enforced == true))
            return new(PlaintextVerdict.Refused, Failure: null, Note: null);

        var failure = enforced == false ? WhenRequired(target, ProofReason.SecureTransportOff,
            "expected the server to enforce TLS (requireSecureTransport); its require_secure_transport is OFF") : null;
        return new(PlaintextVerdict.Unknown, failure, new(ProofReason.PlaintextUnknown, Why(target, attempt, session)));
    }

    private static ProofFinding? WhenRequired(ProofTarget target, string reason, string sentence) =>
        target.RequireSecureTransport ? new(reason, sentence) : null;

    private static string Why(ProofTarget target, PlaintextAttempt attempt, SessionSeen? session)
    {
        const string Unknown = "whether a login without TLS is accepted could not be told";
        if (target.Account is null)
            return $"{Unknown}: that takes an account (configuration key encryption-in-transit:proof)";
        if (attempt.ErrorNumber == AccessDenied && session?.RequireSecureTransport == false)
            return $"{Unknown}: {target.Account} itself must use TLS (a REQUIRE clause), while the server's require_secure_transport is OFF; take an account without one";
        return $"{Unknown}: {attempt.Text}";
    }
}
