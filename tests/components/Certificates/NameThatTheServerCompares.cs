using System.Security.Cryptography;
using CliWrap;
using CliWrap.Buffered;

namespace EncryptionInTransit.Tests.Certificates;

/// <summary>The subject of a certificate as <c>REQUIRE SUBJECT</c> compares it, against what OpenSSL says of the same certificate.</summary>
public class NameThatTheServerCompares
{
    [Theory]
    [InlineData("/CN=app", "/CN=app")]
    [InlineData("/CN=app/O=x", "/CN=app/O=x")]
    [InlineData("/C=DE/O=Example/OU=Databases/CN=app", "/C=DE/O=Example/OU=Databases/CN=app")]
    [InlineData("/CN=a\\/b", "/CN=a\\/b")]
    [InlineData("/CN=a\\+b", "/CN=a\\+b")]
    [InlineData("/CN=Müller", "/CN=M\\xC3\\xBCller")]
    [InlineData("/CN=o'neil", "/CN=o'neil")]
    [InlineData("/CN=a, b; \"c\" <d>=e#", "/CN=a, b; \"c\" <d>=e#")]
    [InlineData("/CN=a\\\\b", "/CN=a\\b")]
    [InlineData("/OU=y+CN=app", "/OU=y+CN=app")]
    [InlineData("/ST=S/L=L/street=Road/postalCode=1/serialNumber=2/CN=app/emailAddress=a@b.c", "/ST=S/L=L/street=Road/postalCode=1/serialNumber=2/CN=app/emailAddress=a@b.c")]
    public async Task Is_what_OpenSSL_prints(string subject, string expected)
    {
        var pem = await OpenSslAsync("", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "/dev/null",
            "-utf8", "-multivalue-rdn", "-subj", subject);
        var printed = (await OpenSslAsync(pem, "x509", "-noout", "-subject", "-nameopt", "compat")).Trim();

        Assert.Equal($"subject={expected}", printed);
        Assert.Equal(expected, CertificateNameText.Subject(pem));
        Assert.Equal(expected, CertificateNameText.Issuer(pem));
    }

    [Fact]
    public async Task With_an_attribute_that_we_do_not_know_is_refused_and_not_guessed()
    {
        var pem = await OpenSslAsync("", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "/dev/null",
            "-subj", "/CN=app/title=Dr");

        Assert.Contains("2.5.4.12", Assert.Throws<CryptographicException>(() => CertificateNameText.Subject(pem)).Message);
    }

    [Fact]
    public void Before_there_is_a_certificate_is_made_of_what_is_configured() =>
        Assert.Equal("/C=DE/CN=M\\xC3\\xBCller \\/ \\+x", CertificateNameText.OneLine(("C", "DE"), ("O", null), ("CN", "Müller / +x")));

    private static async Task<string> OpenSslAsync(string stdin, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return (await Cli.Wrap("openssl").WithArguments(arguments).WithStandardInputPipe(PipeSource.FromString(stdin))
            .ExecuteBufferedAsync(limit.Token)).StandardOutput;
    }
}
