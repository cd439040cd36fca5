using System.Text;
using Org.BouncyCastle.Security.Certificates;
using Org.BouncyCastle.X509;

namespace EncryptionInTransit.Proof.Judging;

/// <summary>What we issued for a server, and therefore expect to meet.</summary>
/// <param name="Trusted">The CA, during a rollover one per generation.</param>
/// <param name="Leaf">The server's certificate.</param>
/// <param name="SentAlong">What is to be sent after the leaf, as a cross certificate.</param>
internal sealed record IssuedCertificates(
    IReadOnlyList<X509Certificate> Trusted, X509Certificate Leaf, IReadOnlyList<X509Certificate> SentAlong)
{
    /// <exception cref="ArgumentException">One of the target's PEM texts holds no certificate.</exception>
    public static IssuedCertificates Parse(ProofTarget target)
    {
        var server = Read(target.ServerCertificatePem, nameof(target.ServerCertificatePem));
        return new(Read(target.CaCertificatePem, nameof(target.CaCertificatePem)), server[0], [.. server.Skip(1)]);
    }

    private static List<X509Certificate> Read(string pem, string name)
    {
        try
        {
            List<X509Certificate> certificates = [.. new X509CertificateParser().ReadCertificates(Encoding.ASCII.GetBytes(pem))];
            return certificates.Count > 0 ? certificates : throw new ArgumentException($"{name} holds no certificate", name);
        }
        catch (CertificateException exception)
        {
            throw new ArgumentException($"{name} holds no certificate that can be read: {exception.Message}", name, exception);
        }
    }
}
