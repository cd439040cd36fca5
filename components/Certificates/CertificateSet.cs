using System.Collections.Immutable;
using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// All certificates of one node: a CA of its own unless it has that of an authority, a client certificate and a server
/// certificate. During a rollover there is a CA per generation, and cross certificates from the newest to the older ones.
/// Nothing here touches the node, but for the server's key where that is made there.
/// </summary>
public sealed class CertificateSet : ComponentResource
{
    private readonly Authorities _authorities;

    /// <param name="authority">The one that the arguments name; null if they name none.</param>
    public CertificateSet(string name, CertificateSetArgs args, Authority? authority = null, ComponentResourceOptions? options = null)
        : base("encryption-in-transit:index:CertificateSet", name, options)
    {
        Args = args;
        _authorities = authority?.Cas ?? new Authorities(name, args.Hostname, args.CaGenerations, args.Policy, this);

        var client = new Leaf(CertificateResourceNames.ClientPrefix(name), CertificateNames.Client(args.Hostname), args.Policy)
        {
            ExtendedUsages = ["client_auth"],
        };
        var clientKey = new KeyInState(client, ReissueNumbers.ClientTrigger(args.ReissueOfAllNodes, args.Reissue), this);

        CaCertificatePem = Trusted(_authorities.ClientCaPems);
        ServerCaCertificatePem = Trusted(_authorities.ServerCaPems);
        CaKeySha256s = Output.All(_authorities.ServerCaPems.Select(pem => pem.Apply(PublicPem.KeySha256)));
        ClientCertificatePem = new LeafCertificate(client, clientKey.RequestPem, _authorities.Newest, this).CertificatePem;
        ClientKeyPem = clientKey.KeyPem;
        ClientGeneration = GenerationOf(CaCertificatePem, ClientCertificatePem);
    }

    /// <summary>
    /// Issues the server's certificate, and completes the set. It comes last: a key on the node is asked for under the
    /// node's claim, which names the CAs.
    /// </summary>
    /// <param name="node">The parent of what is done on the node.</param>
    /// <param name="isClientToo">Whether the server shows this certificate to others as their client, as a member of a cluster does.</param>
    internal void IssueServer(NodeSession session, NodeClaim claim, int reapply, Resource node, bool isClientToo = false)
    {
        var names = CertificateNames.Alternative(Args.Hostname, Args.AlternativeNames);
        var server = new Leaf(CertificateResourceNames.ServerPrefix(session.Node), CertificateNames.Server(Args.Hostname), Args.Policy)
        {
            DnsNames = names.Dns,
            Addresses = names.Addresses,
            ExtendedUsages = isClientToo ? ["server_auth", "client_auth"] : ["server_auth"],
        };
        var trigger = ReissueNumbers.ServerTrigger(Args.ReissueOfAllNodes, Args.Reissue);
        if (Args.ServerKey == KeyPlace.Node && session.MayRun(KeyOnNode.Suffix))
        {
            var key = new KeyOnNode(session, claim, server, trigger, reapply, node);
            ServerKeyRequest = key.RequestId;
            ServerCertificatePem = new LeafCertificate(server, key.RequestPem, _authorities.Newest, this).CertificatePem;
        }
        else
        {
            var key = new KeyInState(server, trigger, this);
            ServerKeyPem = key.KeyPem;
            ServerCertificatePem = new LeafCertificate(server, key.RequestPem, _authorities.Newest, this).CertificatePem;
        }
        ServerGeneration = GenerationOf(ServerCaCertificatePem, ServerCertificatePem);
        ServerCertificateSha256 = ServerCertificatePem.Apply(PublicPem.Sha256);

        RegisterOutputs(new Dictionary<string, object?>
        {
            ["caCertificatePem"] = CaCertificatePem,
            ["serverCertificatePem"] = ServerCertificatePem,
            ["clientCertificatePem"] = ClientCertificatePem,
        });
    }

    /// <summary>What clients trust: one block per generation, the oldest first, and what is trusted besides.</summary>
    [Output("caCertificatePem")]
    public Output<string> CaCertificatePem { get; private set; }

    /// <summary>What the server trusts: the same, and the CAs between its root and its leaf.</summary>
    public Output<string> ServerCaCertificatePem { get; }

    /// <summary>Leaf first, then what leads to the CAs that are trusted; the same of the client's.</summary>
    [Output("serverCertificatePem")]
    public Output<string> ServerCertificatePem { get; private set; } = null!;

    [Output("clientCertificatePem")]
    public Output<string> ClientCertificatePem { get; private set; }

    /// <summary>Secret; null where the key is made on the node.</summary>
    public Output<string>? ServerKeyPem { get; private set; }

    /// <summary>By which request the node finds the key that it has made; null where the key is in the state.</summary>
    internal string? ServerKeyRequest { get; private set; }

    /// <summary>Secret.</summary>
    public Output<string> ClientKeyPem { get; }

    /// <summary>Names the server's folder on the node: it changes exactly when the server's certificates do.</summary>
    public Output<string> ServerGeneration { get; private set; } = null!;

    /// <summary>The same for the client's folder.</summary>
    public Output<string> ClientGeneration { get; }

    /// <summary>Lower hex, of the leaf's DER: what the server must be seen to serve.</summary>
    public Output<string> ServerCertificateSha256 { get; private set; } = null!;

    /// <summary>
    /// SHA-256 of the keys of the CAs behind the node's certificates, in lower hex; the last one issues. A CA keeps its
    /// key when its certificate is renewed.
    /// </summary>
    internal Output<ImmutableArray<string>> CaKeySha256s { get; }

    public CertificateSetArgs Args { get; }

    /// <summary>What signs an account's certificates.</summary>
    /// <param name="wanted">The newest generation that may sign them; null is the oldest one there is.</param>
    internal Issuer IssuerFor(int? wanted) => _authorities.IssuerFor(wanted);

    private Output<string> Trusted(IReadOnlyList<Output<string>> issuing) => Output.All(issuing).Apply(pems =>
        string.Concat([.. pems, .. Args.AlsoTrusted.ExceptBy(pems.Select(PublicPem.Sha256), PublicPem.Sha256)]));

    private static Output<string> GenerationOf(params Output<string>[] pems) =>
        Output.All(pems).Apply(texts => PublicPem.GenerationId(texts));
}
