using System.Security.Cryptography;
using EncryptionInTransit.Lab;
using EncryptionInTransit.Proof.Tests.Pki;

namespace EncryptionInTransit.Proof.Tests.Servers;

/// <summary>MySQL's protocol and ciphers can be changed as it runs.</summary>
[Collection(ProofLabCollection.Name)]
public sealed class MySqlRestrictedToTls12(ProofLab lab) : IAsyncLifetime
{
    private const string RsaCipher = "ECDHE-RSA-AES256-GCM-SHA384";

    private static readonly TestCa Ca = new("db CA 1");

    private readonly Database _database = lab.Database(NodeKind.MySql97);

    public Task InitializeAsync() => SetAsync("'TLSv1.2'", $"'{RsaCipher}'");

    public async Task DisposeAsync()
    {
        await SetAsync("DEFAULT", "DEFAULT");
        await _database.Node.QueryAsync("ALTER INSTANCE RELOAD TLS");
    }

    [Fact]
    public async Task WithAnRsaKey_IsProved_AndNamesItsCipher()
    {
        using var key = RSA.Create(2048);
        var certificate = Issue(key);
        await _database.ServeAsync(Ca, certificate);

        var report = await ProveAsync(certificate, _database.Account);

        Assert.Empty(report.Failures);
        Assert.Equal(("TLSv1.2", RsaCipher), (report.Protocol, report.Cipher));
    }

    [Fact]
    public async Task WithAnRsaKeyAndNoAccount_NamesTheCipherAsIanaDoes()
    {
        using var key = RSA.Create(2048);
        var certificate = Issue(key);
        await _database.ServeAsync(Ca, certificate);

        var report = await ProveAsync(certificate, account: null);

        Assert.Equal(("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"), (report.Protocol, report.Cipher));
    }

    [Fact]
    public async Task WithAnEcdsaKey_ComesToNoHandshake()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = Issue(key);
        await _database.ServeAsync(Ca, certificate);

        var failure = Assert.Single((await ProveAsync(certificate, _database.Account)).Failures);

        Assert.Equal(ProofReason.HandshakeFailed, failure.Reason);
        Assert.Contains("does the server's cipher line fit its key (RSA or ECDSA)?", failure.Sentence);
    }

    private Task<string> SetAsync(string protocol, string ciphers) =>
        _database.Node.QueryAsync($"SET GLOBAL tls_version = {protocol}, GLOBAL ssl_cipher = {ciphers}");

    private TestCertificate Issue(AsymmetricAlgorithm key) =>
        Ca.IssueServer(_database.Node.Hostname, [_database.Node.Hostname], key: key);

    private Task<ProofReport> ProveAsync(TestCertificate issued, ProofAccount? account) =>
        new TlsProof(TimeProvider.System).RunAsync(_database.Target(Ca, issued) with { Account = account }, default);
}
