using EncryptionInTransit.Proof.Gathering;
using EncryptionInTransit.Proof.Judging;

namespace EncryptionInTransit.Proof.Tests.Judging;

public sealed class PlaintextTries
{
    private static readonly ProofAccount Account = new("proof", "secret");

    // error 0: logged in. enforced: the server's require_secure_transport, read through TLS just before.
    [Theory]
    [InlineData(0, false, false, PlaintextVerdict.Accepted, null)]
    [InlineData(0, false, true, PlaintextVerdict.Accepted, ProofReason.PlaintextAccepted)]
    [InlineData(0, true, true, PlaintextVerdict.Accepted, ProofReason.PlaintextAccepted)]
    [InlineData(3159, true, true, PlaintextVerdict.Refused, null)]
    [InlineData(3159, true, false, PlaintextVerdict.Refused, null)]
    [InlineData(1045, true, true, PlaintextVerdict.Refused, null)]
    [InlineData(1045, false, false, PlaintextVerdict.Unknown, null)]
    [InlineData(1045, false, true, PlaintextVerdict.Unknown, ProofReason.SecureTransportOff)]
    [InlineData(1045, null, true, PlaintextVerdict.Unknown, null)]
    [InlineData(1040, true, true, PlaintextVerdict.Unknown, null)]
    public void WithAnAccount_AreTakenFor(int error, bool? enforced, bool wanted, PlaintextVerdict verdict, string? failure)
    {
        var session = new SessionSeen("TLSv1.3", "TLS_AES_256_GCM_SHA384", Resumed: false, "", enforced);

        var judgement = PlaintextJudgement.Of(Target(Account, wanted), Attempt(error), session);

        Assert.Equal((verdict, failure), (judgement.Verdict, judgement.Failure?.Reason));
        Assert.Equal(verdict == PlaintextVerdict.Unknown, judgement.Note is not null);
    }

    [Theory]
    [InlineData(3159, PlaintextVerdict.Refused)]
    [InlineData(1045, PlaintextVerdict.Unknown)]
    public void WithoutAnAccount_AreTakenFor(int error, PlaintextVerdict verdict) =>
        Assert.Equal(verdict, PlaintextJudgement.Of(Target(null, wanted: true), Attempt(error), session: null).Verdict);

    [Theory]
    [InlineData("ProxySQL Error: Access denied for user 'proof' (using password: YES). SSL is required", PlaintextVerdict.Refused)]
    [InlineData("ProxySQL Error: Access denied for user 'proof'@'192.0.2.9' (using password: YES)", PlaintextVerdict.Unknown)]
    public void AtAProxy_AreJudgedByItsOwnWords(string text, PlaintextVerdict verdict) => Assert.Equal(
        verdict,
        PlaintextJudgement.Of(
            Target(Account, wanted: true) with { IsProxy = true }, new(LoggedIn: false, 1045, text),
            new SessionSeen("", "TLS_AES_256_GCM_SHA384", Resumed: false, "", RequireSecureTransport: null)).Verdict);

    [Fact]
    public void WithoutAnAccount_SayWhichKeyIsMissing() => Assert.Equal(
        "whether a login without TLS is accepted could not be told: that takes an account (configuration key encryption-in-transit:proof)",
        PlaintextJudgement.Of(Target(null, wanted: false), Attempt(1045), session: null).Note?.Sentence);

    [Fact]
    public void NotMade_SayNothing() => Assert.Equal(
        new PlaintextJudgement(PlaintextVerdict.Unknown, Failure: null, Note: null),
        PlaintextJudgement.Of(Target(Account, wanted: true), attempt: null, session: null));

    private static PlaintextAttempt Attempt(int error) => new(LoggedIn: error == 0, error, $"error {error}");

    private static ProofTarget Target(ProofAccount? account, bool wanted) =>
        new("db1", "192.0.2.1", 3306, "db1.example.com", "", "", wanted, account, TimeSpan.FromSeconds(1));
}
