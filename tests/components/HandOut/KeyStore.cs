using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace EncryptionInTransit.Tests.HandOut;

/// <summary>The PKCS#12 file.</summary>
public sealed class KeyStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public static TheoryData<string> Algorithms => ["RSA", "ECDSA"];

    [Theory, MemberData(nameof(Algorithms))]
    public async Task Gives_OpenSSL_key_certificate_and_CA(string algorithm)
    {
        var login = LoginWith(algorithm);

        var opened = await OpenSslAsync(ClientKeyStore.Create(login), "-nodes");

        Assert.Equal(Blocks(login.KeyPem + login.CertificatePem + login.CaCertificatePem), Blocks(opened));
        Assert.Contains("friendlyName: client", opened);
        Assert.Contains("friendlyName: ca", opened);
        // Java trusts no CA without this attribute; OpenSSL has a name for it from 3.1 on.
        Assert.Matches(@"2\.16\.840\.1\.113894\.746875\.1\.1|Trusted key usage \(Oracle\)", opened);
    }

    [Fact]
    public async Task Is_made_with_AES_256_and_SHA_256()
    {
        var file = Write(ClientKeyStore.Create(LoginWith("ECDSA")));

        var info = await Run.OfAsync("sh", ["-c", "openssl pkcs12 -in \"$1\" -passin \"file:$1.password\" -info -noout 2>&1", "sh", file]);

        Assert.Contains("MAC: sha256, Iteration 10000", info);
        Assert.Contains("Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC", info);
        Assert.Contains("PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC", info);
        Assert.Contains("PRF hmacWithSHA256", info);
        Assert.DoesNotContain("sha1", info, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void Is_the_same_in_every_run(string algorithm)
    {
        var login = LoginWith(algorithm);
        var (one, other) = (ClientKeyStore.Create(login), ClientKeyStore.Create(login));

        Assert.Equal(one.Password, other.Password);
        Assert.True(one.Content.SequenceEqual(other.Content));
    }

    [Fact]
    public void Is_another_with_another_certificate_and_keeps_its_password_as_long_as_its_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (one, renewed, reissued) = (ClientKeyStore.Create(Logins.Of(key: key)), ClientKeyStore.Create(Logins.Of(key: key)), ClientKeyStore.Create(Logins.Of()));

        Assert.False(one.Content.SequenceEqual(renewed.Content));
        Assert.Equal(one.Password, renewed.Password);
        Assert.NotEqual(one.Password, reissued.Password);
        Assert.Matches("^[0-9a-f]{32}$", one.Password);
    }

    [Fact]
    public async Task Trusts_all_CAs_of_a_rollover()
    {
        var login = Logins.Of();
        var next = Logins.Of().CaCertificatePem;

        var opened = await OpenSslAsync(ClientKeyStore.Create(login with { CaCertificatePem = login.CaCertificatePem + next }), "-nokeys");

        Assert.Equal(Blocks(login.CertificatePem + login.CaCertificatePem + next), Blocks(opened));
    }

    [Fact]
    public void Of_a_key_that_is_none_is_refused_without_showing_it() =>
        Assert.DoesNotContain("swordfish", Assert.Throws<CryptographicException>(() => ClientKeyStore.Create(Logins.Of() with { KeyPem = "swordfish" })).Message);

    [Fact]
    public void Shows_its_password_in_no_text()
    {
        var store = ClientKeyStore.Create(Logins.Of());

        Assert.DoesNotContain(store.Password, store.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ClientLogin LoginWith(string algorithm) =>
        Logins.Of(key: algorithm == "RSA" ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256));

    private Task<string> OpenSslAsync(ClientKeyStore store, string what)
    {
        var file = Write(store);
        return Run.OfAsync("openssl", ["pkcs12", "-in", file, "-passin", $"file:{file}.password", what]);
    }

    private string Write(ClientKeyStore store)
    {
        var file = Path.Combine(_folder.FullName, "client.p12");
        File.WriteAllBytes(file, [.. store.Content]);
        File.WriteAllText($"{file}.password", store.Password);
        return file;
    }

    /// <summary>PEM blocks without the attributes that OpenSSL prints between them.</summary>
    private static IEnumerable<string> Blocks(string text) => Regex
        .Matches(text, "-----BEGIN ([A-Z ]+)-----.*?-----END \\1-----", RegexOptions.Singleline).Select(block => block.Value);
}
