using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CliWrap;
using CliWrap.Buffered;

namespace EncryptionInTransit.Tests.HandOut;

/// <summary>A login with a real CA and certificate.</summary>
internal static class Logins
{
    public static ClientLogin Of(string user = "app", AsymmetricAlgorithm? key = null, string host = "db1.example.com", bool hasPassword = true, string folder = "/etc/mysql/clients")
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=db1 CA 1", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(user);
        key ??= ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsa
            ? new CertificateRequest(name.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name.Build(), (ECDsa)key, HashAlgorithmName.SHA256);
        using var certificate = request.Create(
            authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99), [1, 2, 3]);

        return new()
        {
            Node = "db1",
            Host = host,
            Port = 3306,
            User = user,
            HasPassword = hasPassword,
            CaCertificatePem = authority.ExportCertificatePem() + "\n",
            CertificatePem = certificate.ExportCertificatePem() + "\n",
            KeyPem = key.ExportPkcs8PrivateKeyPem() + "\n",
            Folder = folder,
        };
    }
}

/// <summary>Runs a program of this machine, for a minute at most.</summary>
internal static class Run
{
    public static async Task<string> OfAsync(string program, IEnumerable<string> arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return (await Cli.Wrap(program).WithArguments(arguments).ExecuteBufferedAsync(limit.Token)).StandardOutput;
    }
}
