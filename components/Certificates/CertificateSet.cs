using System.Collections.Immutable;
using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// All certificates of one node: a CA of its own, a client certificate and a server certificate. During a rollover there
/// is a CA per generation, and cross certificates from the newest to the older ones. Nothing here touches the node, but
/// for the server's key where that is made there.
/// </summary>
public sealed class CertificateSet : ComponentResource
{
    private readonly IReadOnlyList<CertificateAuthority> _authorities;
    private readonly Issuer _newest;

    public CertificateSet(string name, CertificateSetArgs args, ComponentResourceOptions? options = null)
        : base("encryption-in-transit:index:CertificateSet", name, options)
    {
        Args = args;
        _authorities =
        [
            .. args.CaGenerations.Select(generation => new CertificateAuthority(name, args.Hostname, generation, args.Policy, this)),
        ];
        _newest = Newest(name);

        var client = new Leaf(CertificateResourceNames.ClientPrefix(name), CertificateNames.Client(args.Hostname), args.Policy)
        {
            ExtendedUsages = ["client_auth"],
        };
        var clientKey = new KeyInState(client, ReissueNumbers.ClientTrigger(args.ReissueOfAllNodes, args.Reissue), this);

        CaCertificatePem = PublicPem.Joined([.. _authorities.Select(authority => authority.CertificatePem)]);
        CaKeySha256s = Output.All(_authorities.Select(authority => authority.CertificatePem.Apply(PublicPem.KeySha256)));
        ClientCertificatePem = new LeafCertificate(client, clientKey.RequestPem, _newest, this).CertificatePem;
        ClientKeyPem = clientKey.KeyPem;
        ClientGeneration = GenerationOf(CaCertificatePem, ClientCertificatePem);
    }

    /// <summary>
    /// Issues the server's certificate, and completes the set. It comes last: a key on the node is asked for under the
    /// node's claim, which names the CAs.
    /// </summary>
    /// <param name="node">The parent of what is done on the node.</param>
    internal void IssueServer(NodeSession session, NodeClaim claim, int reapply, Resource node)
    {
        var names = CertificateNames.Alternative(Args.Hostname, Args.AlternativeNames);
        var server = new Leaf(CertificateResourceNames.ServerPrefix(session.Node), CertificateNames.Server(Args.Hostname), Args.Policy)
        {
            DnsNames = names.Dns,
            Addresses = names.Addresses,
            ExtendedUsages = ["server_auth"],
        };
        var trigger = ReissueNumbers.ServerTrigger(Args.ReissueOfAllNodes, Args.Reissue);
        if (Args.ServerKey == KeyPlace.Node && session.MayRun(KeyOnNode.Suffix))
        {
            var key = new KeyOnNode(session, claim, server, trigger, reapply, node);
            ServerKeyRequest = key.RequestId;
            ServerCertificatePem = new LeafCertificate(server, key.RequestPem, _newest, this).CertificatePem;
        }
        else
        {
            var key = new KeyInState(server, trigger, this);
            ServerKeyPem = key.KeyPem;
            ServerCertificatePem = new LeafCertificate(server, key.RequestPem, _newest, this).CertificatePem;
        }
        ServerGeneration = GenerationOf(CaCertificatePem, ServerCertificatePem);
        ServerCertificateSha256 = ServerCertificatePem.Apply(PublicPem.Sha256);

        RegisterOutputs(new Dictionary<string, object?>
        {
            ["caCertificatePem"] = CaCertificatePem,
            ["serverCertificatePem"] = ServerCertificatePem,
            ["clientCertificatePem"] = ClientCertificatePem,
        });
    }

    /// <summary>What clients trust: one block per generation, the oldest first.</summary>
    [Output("caCertificatePem")]
    public Output<string> CaCertificatePem { get; private set; }

    /// <summary>Leaf first, then the cross certificates; the same of the client's.</summary>
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

    /// <summary>SHA-256 of the CAs' keys in lower hex, the oldest first: a CA keeps its key when its certificate is renewed.</summary>
    internal Output<ImmutableArray<string>> CaKeySha256s { get; }

    public CertificateSetArgs Args { get; }

    /// <summary>What signs an account's certificates.</summary>
    /// <param name="wanted">The newest generation that may sign them; null is the oldest one there is.</param>
    internal Issuer IssuerFor(int? wanted)
    {
        var authority = _authorities.LastOrDefault(one => one.Generation <= wanted) ?? _authorities[0];
        return authority == _newest.Authority ? _newest : new(authority, []);
    }

    private Issuer Newest(string name)
    {
        var authority = _authorities[^1];
        if (_authorities.Count == 1)
            return new(authority, []);
        var request = CrossCertificate.Request(name, authority, this);
        return new(authority,
        [
            .. _authorities.SkipLast(1).Select(older => new CrossCertificate(name, request, authority, older, Args.Policy, this).CertificatePem),
        ]);
    }

    private static Output<string> GenerationOf(params Output<string>[] pems) =>
        Output.All(pems).Apply(texts => PublicPem.GenerationId(texts));
}
