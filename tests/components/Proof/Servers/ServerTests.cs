using EncryptionInTransit.Proof.Tests.Pki;
using Microsoft.Extensions.Time.Testing;

namespace EncryptionInTransit.Proof.Tests.Servers;

/// <summary>What a proof says of a real server: the same for all kinds, but where a kind is known to answer otherwise.</summary>
[Collection(ProofLabCollection.Name)]
public abstract class ServerTests(ProofLab lab, string kind) : IAsyncLifetime
{
    private static readonly TestCa Ca = new("db CA 1");

    private readonly Database _database = lab.Database(kind);

    /// <summary>The cipher suite that server and client agree on.</summary>
    protected abstract string Cipher { get; }

    protected abstract string Product { get; }

    /// <summary>Whether it refuses plaintext before it knows who asks: then even without an account one can tell.</summary>
    protected abstract bool RefusesPlaintextToAnybody { get; }

    private string Hostname => _database.Node.Hostname;

    private TestCertificate Good { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Good = Ca.IssueServer(Hostname, [Hostname, _database.Node.Address]);
        await _database.ServeAsync(Ca, Good);
        await _database.RequireSecureTransportAsync(false);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task ServingWhatWasIssued_IsProved()
    {
        var report = await ProveAsync(Good);

        Assert.Empty(report.Failures);
        Assert.Empty(report.Notes);
        Assert.True(report.Proved);
        Assert.Equal(Product, report.Server);
        Assert.StartsWith(kind.Split('-')[1], report.Version);
        Assert.Equal(("TLSv1.3", Cipher, $"CN={Hostname}"), (report.Protocol, report.Cipher, report.Subject));
        Assert.Equal(report.IssuedSha256, report.ServedSha256);
        Assert.Equal((89, PlaintextVerdict.Accepted), (report.DaysLeft, report.Plaintext));
    }

    [Fact]
    public async Task RequiringSecureTransport_RefusesPlaintext()
    {
        await _database.RequireSecureTransportAsync(true);

        var report = await ProveAsync(Good, required: true);

        Assert.Empty(report.Failures);
        Assert.Equal(PlaintextVerdict.Refused, report.Plaintext);
    }

    [Fact]
    public async Task NotRequiringIt_WhenItShould_Fails()
    {
        var report = await ProveAsync(Good, required: true);

        Assert.Equal([ProofReason.PlaintextAccepted], Reasons(report));
    }

    [Fact]
    public async Task WithAnAccountThatMustUseTls_LeavesPlaintextUnknown()
    {
        await _database.ChangeAccountAsync("ALTER USER {account} REQUIRE SSL");
        try
        {
            var report = await ProveAsync(Good);

            Assert.True(report.Proved);
            Assert.Equal(PlaintextVerdict.Unknown, report.Plaintext);
            Assert.Contains("itself must use TLS (a REQUIRE clause)", Assert.Single(report.Notes).Sentence);
        }
        finally
        {
            await _database.ChangeAccountAsync("ALTER USER {account} REQUIRE NONE");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WithoutAnAccount_IsProvedButForPlaintext(bool required)
    {
        await _database.RequireSecureTransportAsync(required);

        var report = await ProveAsync(Good, required: required, account: false);

        Assert.Empty(report.Failures);
        Assert.Equal(Product, report.Server);
        Assert.StartsWith(kind.Split('-')[1], report.Version);
        Assert.Equal(("TLSv1.3", Cipher), (report.Protocol, report.Cipher));
        Assert.Equal(
            required && RefusesPlaintextToAnybody ? PlaintextVerdict.Refused : PlaintextVerdict.Unknown,
            report.Plaintext);
    }

    [Fact]
    public async Task NotToldToReload_ServesTheOldCertificate()
    {
        var next = Ca.IssueServer(Hostname, [Hostname]);
        await _database.PutFilesAsync(Ca, next);

        Assert.Equal([ProofReason.FingerprintMismatch], Reasons(await ProveAsync(next)));
    }

    [Fact]
    public async Task ToldToReload_ServesTheNewCertificateToAFreshConnection()
    {
        Assert.True((await ProveAsync(Good)).Proved);
        var next = Ca.IssueServer(Hostname, [Hostname]);

        await _database.ServeAsync(Ca, next);

        Assert.True((await ProveAsync(next)).Proved);
        Assert.Equal([ProofReason.FingerprintMismatch], Reasons(await ProveAsync(Good)));
    }

    [Fact]
    public async Task ByName_NeverResumesAnEarlierSession()
    {
        await using var relay = new Relay(_database.Node.Address, _database.Node.Port);
        var target = Target(Good) with { Host = "localhost", Port = relay.Port };

        for (var i = 0; i < 3; i++)
            Assert.Empty((await new TlsProof(TimeProvider.System).RunAsync(target, default)).Failures);
    }

    [Fact]
    public async Task ServingAnotherCasCertificate_NeverSeesThePassword()
    {
        var other = new TestCa("another CA");
        var served = other.IssueServer(Hostname, [Hostname]);
        await _database.ServeAsync(other, served);

        Assert.Equal([ProofReason.WrongCa], Reasons(await ProveAsync(served)));
        Assert.Equal(0, await LoginsAsync(() => ProveAsync(served)));

        await _database.ServeAsync(Ca, Good);
        Assert.InRange(await LoginsAsync(() => ProveAsync(Good)), 1, 2);
    }

    [Fact]
    public async Task ServingAnotherNamesCertificate_Fails()
    {
        var served = Ca.IssueServer("other.example.com", ["other.example.com"]);
        await _database.ServeAsync(Ca, served);

        Assert.Equal([ProofReason.NameMismatch], Reasons(await ProveAsync(served)));
    }

    [Fact]
    public async Task ServingAnExpiredCertificate_Fails()
    {
        var report = await ProveAsync(Good, at: DateTimeOffset.UtcNow.AddDays(93));

        Assert.Equal([ProofReason.Expired], Reasons(report));
        Assert.Equal(-4, report.DaysLeft);
    }

    [Fact]
    public async Task RefusingThePassword_Fails()
    {
        const string Wrong = "wr0ng-Password";
        var target = Target(Good) with { Account = new(_database.Account.User, Wrong) };

        var report = await new TlsProof(TimeProvider.System).RunAsync(target, default);

        Assert.Equal([ProofReason.LoginRefused], Reasons(report));
        Assert.Contains("error 1045, Access denied", report.Failures[0].Sentence);
        Assert.DoesNotContain(Wrong, System.Text.Json.JsonSerializer.Serialize(report));
        Assert.Equal(PlaintextVerdict.Unknown, report.Plaintext);
    }

    [Fact]
    public async Task WithoutAnAccountForOurAddress_SaysSo()
    {
        var account = await _database.AccountInSqlAsync();
        await _database.ChangeAccountAsync($"RENAME USER {{account}} TO '{_database.Node.ProofUser}'@'192.0.2.1'");
        try
        {
            var failure = Assert.Single((await ProveAsync(Good)).Failures);

            Assert.Equal(ProofReason.HostNotAllowed, failure.Reason);
            Assert.Contains("answered error 1130 instead of a greeting", failure.Sentence);
            Assert.Contains("CREATE USER", failure.Sentence);
        }
        finally
        {
            await _database.ChangeAccountAsync($"RENAME USER {{account}} TO {account}");
        }
    }

    private async Task<ProofReport> ProveAsync(
        TestCertificate issued, bool required = false, bool account = true, DateTimeOffset? at = null)
    {
        var target = Target(issued) with { RequireSecureTransport = required };
        return await new TlsProof(at is null ? TimeProvider.System : new FakeTimeProvider(at.Value))
            .RunAsync(account ? target : target with { Account = null }, default);
    }

    private ProofTarget Target(TestCertificate issued) => _database.Target(Ca, issued);

    /// <summary>How often the proof's account tried to log in meanwhile, by the server's own log.</summary>
    private async Task<int> LoginsAsync(Func<Task> work)
    {
        await _database.Node.QueryAsync("SET GLOBAL log_output = 'TABLE'; TRUNCATE mysql.general_log; SET GLOBAL general_log = ON");
        await work();
        await _database.Node.QueryAsync("SET GLOBAL general_log = OFF");
        return int.Parse(await _database.Node.QueryAsync(
            $"SELECT COUNT(*) FROM mysql.general_log WHERE command_type = 'Connect' AND argument LIKE '{_database.Node.ProofUser}@%'"));
    }

    private static string[] Reasons(ProofReport report) => [.. report.Failures.Select(failure => failure.Reason)];
}
