using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// All certificates of one node: a CA of its own, a server certificate and a client certificate. Resources of the tls
/// provider only; nothing here touches the node.
/// </summary>
public sealed class CertificateSet : ComponentResource
{
    /// <summary>The generation of the CA that issues.</summary>
    internal const int CaGeneration = 1;

    public CertificateSet(string name, CertificateSetArgs args, ComponentResourceOptions? options = null)
        : base("encryption-in-transit:index:CertificateSet", name, options)
    {
        Args = args;
        Authority = new CertificateAuthority(name, args.Hostname, CaGeneration, args.Policy, this);

        var server = new LeafCertificate($"{name}-server",
            CertificateNames.Server(args.Hostname),
            CertificateNames.Alternative(args.Hostname, args.AlternativeNames),
            "server_auth", args.Policy, Authority,
            ReissueNumbers.ServerTrigger(args.ReissueOfAllNodes, args.Reissue), this);

        var client = new LeafCertificate($"{name}-client",
            CertificateNames.Client(args.Hostname),
            ([], []),
            "client_auth", args.Policy, Authority,
            ReissueNumbers.ClientTrigger(args.ReissueOfAllNodes, args.Reissue), this);

        CaCertificatePem = Authority.CertificatePem;
        ServerCertificatePem = server.CertificatePem;
        ServerKeyPem = server.KeyPem;
        ClientCertificatePem = client.CertificatePem;
        ClientKeyPem = client.KeyPem;
        ServerGeneration = GenerationOf(CaCertificatePem, ServerCertificatePem);
        ClientGeneration = GenerationOf(CaCertificatePem, ClientCertificatePem);
        ServerCertificateSha256 = ServerCertificatePem.Apply(PublicPem.Sha256);

        RegisterOutputs(new Dictionary<string, object?>
        {
            ["caCertificatePem"] = CaCertificatePem,
            ["serverCertificatePem"] = ServerCertificatePem,
            ["clientCertificatePem"] = ClientCertificatePem,
        });
    }

    [Output("caCertificatePem")]
    public Output<string> CaCertificatePem { get; private set; }

    [Output("serverCertificatePem")]
    public Output<string> ServerCertificatePem { get; private set; }

    [Output("clientCertificatePem")]
    public Output<string> ClientCertificatePem { get; private set; }

    /// <summary>Secret.</summary>
    public Output<string> ServerKeyPem { get; }

    /// <summary>Secret.</summary>
    public Output<string> ClientKeyPem { get; }

    /// <summary>Names the server's folder on the node: it changes exactly when the server's certificates do.</summary>
    public Output<string> ServerGeneration { get; }

    /// <summary>The same for the client's folder.</summary>
    public Output<string> ClientGeneration { get; }

    /// <summary>Lower hex, of the leaf's DER: what the server must be seen to serve.</summary>
    public Output<string> ServerCertificateSha256 { get; }

    internal CertificateSetArgs Args { get; }

    /// <summary>Signs the accounts' certificates as well.</summary>
    internal CertificateAuthority Authority { get; }

    private static Output<string> GenerationOf(params Output<string>[] pems) =>
        Output.All(pems).Apply(texts => PublicPem.GenerationId(texts));
}
