using System.Security.Cryptography.X509Certificates;

namespace EncryptionInTransit.Infra.Status;

/// <summary>A certificate that the stack has issued.</summary>
/// <param name="Role">server, client, or account.</param>
/// <param name="User">Of an account's; null for the others.</param>
/// <param name="CaGeneration">Of the CA that signed it.</param>
/// <param name="RenewalFrom">From then on <c>up</c> makes it anew; null is not before it has expired.</param>
internal sealed record CertificateStatus(
    string Role, string? User, string Subject, string Issuer, int CaGeneration, DateTimeOffset NotBefore, DateTimeOffset NotAfter, DateTimeOffset? RenewalFrom)
{
    /// <summary>For people: <c>server certificate</c>, <c>certificate of 'app'</c>.</summary>
    public string Name => User is null ? $"{Role} certificate" : $"certificate of '{User}'";

    public bool IsOfAClient => Role != Server;

    public const string Server = "server";
    public const string Client = "client";
    public const string Account = "account";

    /// <param name="pem">The certificate, and what is sent along with it.</param>
    public static CertificateStatus Of(string role, string? user, string pem, int caGeneration, CertificatePolicy policy)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        var end = new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
        return new(role, user, certificate.Subject, certificate.Issuer, caGeneration,
            new(certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero), end,
            policy.EarlyRenewalHours == 0 ? null : end.AddHours(-policy.EarlyRenewalHours));
    }
}
