using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// The client certificate of one user on one node, signed by the node's CA. The subject is the same on all nodes, so that
/// an account which replication carries from node to node fits everywhere.
/// </summary>
public sealed class AccountCertificate : ComponentResource
{
    /// <param name="user">The account's user: the certificate's common name.</param>
    /// <param name="reissue">Raised to re-issue this certificate alone.</param>
    /// <param name="caGeneration">The newest CA generation that its clients are ready for; null is the oldest one of the node.</param>
    public AccountCertificate(EncryptedNode node, string user, int reissue, int? caGeneration = null, ComponentResourceOptions? options = null)
        : base("encryption-in-transit:index:AccountCertificate", NameOf(node, user),
            ComponentResourceOptions.Merge(new ComponentResourceOptions { Parent = node }, options))
    {
        User = user;
        Node = node;
        var set = node.Certificates.Args;
        var issuer = node.Certificates.IssuerFor(caGeneration);
        CaGeneration = issuer.Generation;
        var leaf = new Leaf(NameOf(node, user), user, set.Policy) { ExtendedUsages = ["client_auth"] };
        var key = new KeyInState(leaf, ReissueNumbers.AccountTrigger(set.ReissueOfAllNodes, set.Reissue, reissue), this);

        CertificatePem = new LeafCertificate(leaf, key.RequestPem, issuer, this).CertificatePem;
        KeyPem = key.KeyPem;
        RegisterOutputs(new Dictionary<string, object?> { ["certificatePem"] = CertificatePem });
    }

    public string User { get; }

    /// <summary>Of the CA that signed it.</summary>
    public int CaGeneration { get; }

    /// <summary>Where the certificate is good for a login.</summary>
    public EncryptedNode Node { get; }

    [Output("certificatePem")]
    public Output<string> CertificatePem { get; private set; }

    /// <summary>PKCS#8. Secret.</summary>
    public Output<string> KeyPem { get; }

    private static string NameOf(EncryptedNode node, string user) => CertificateResourceNames.AccountPrefix(node.Session.Node, user);
}
