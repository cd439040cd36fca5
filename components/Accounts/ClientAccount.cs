using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit;

/// <summary>An account of a node, and what is asked of it.</summary>
/// <param name="Certificate">Of the account's user.</param>
/// <param name="Host">The account's host part; null is every row of the user.</param>
public sealed record ClientAccount(
    AccountCertificate Certificate, string? Host, AccountRequirement Requirement, AccountAuthentication Authentication)
{
    private const string AnyHost = "*";

    /// <summary>What the server compares with the certificate that a client shows; empty if it compares nothing.</summary>
    internal Output<string> ComparedName => Requirement switch
    {
        AccountRequirement.Subject => Certificate.CertificatePem.Apply(CertificateNameText.Subject),
        AccountRequirement.Issuer => Certificate.CertificatePem.Apply(CertificateNameText.Issuer),
        _ => Output.Create(""),
    };

    /// <summary>A certificate that the server does not ask for has no business on the node.</summary>
    internal bool NeedsCertificate => Requirement != AccountRequirement.Ssl;

    /// <summary>As the node tool reads it.</summary>
    internal IReadOnlyList<string> Row(string comparedName) =>
        [Certificate.User, Host ?? AnyHost, Requirement.Word(), comparedName, Authentication.RequestWord()];

    /// <summary>For people: <c>app@% REQUIRE SUBJECT /CN=app</c>. Known in every preview.</summary>
    internal Output<string> Description => Output.Create(DescribeAsync());

    private async Task<string> DescribeAsync()
    {
        var name = await OutputUtilities.GetIsKnownAsync(ComparedName) ? await OutputUtilities.GetValueAsync(ComparedName) : ExpectedName;
        var line = $"{Certificate.User}@{Host ?? AnyHost} REQUIRE {Requirement.Word()} {name}".TrimEnd();
        return Authentication == AccountAuthentication.CertificateOnly ? $"{line}, without a password" : line;
    }

    /// <summary>What the tls provider will make of the policy: a preview shows it while the certificate does not exist.</summary>
    private string ExpectedName
    {
        get
        {
            var set = Certificate.Node.Certificates.Args;
            if (Requirement == AccountRequirement.Issuer)
                return set.IssuerName(Certificate.CaGeneration);
            return CertificateNameText.OneLine(set.Policy.Subject(Certificate.User));
        }
    }
}
