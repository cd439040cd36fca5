using System.Collections.Immutable;
using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// ProxySQL's TLS: frontend certificate, <c>have_ssl</c>, <c>use_ssl</c> of each backend, and the CA by which it is
/// verified. The node tool refuses where plaintext would stay possible without a word, and goes back if anything is wrong.
/// </summary>
public sealed class ProxySqlTls : ComponentResource
{
    internal ProxySqlTls(
        NodeSession session, NodeClaim claim, CertificateFiles files, CertificateSet certificates, EncryptedProxyArgs args,
        ComponentResourceOptions options)
        : base("encryption-in-transit:index:ProxySqlTls", $"{session.Node}-proxysql", new ProxySqlTlsInputs(args), options)
    {
        var own = Output.All(
            claim.Id, certificates.ServerGeneration, certificates.ClientGeneration, certificates.ServerCertificateSha256);
        var fingerprints = Output.All(args.Backends.Select(backend => backend.Node.Certificates.ServerCertificateSha256));
        var authorities = Output.All(args.Backends.Select(backend => backend.Node.Certificates.ServerCaCertificatePem));
        var request = Output.Tuple(own, fingerprints, authorities).Apply(
            values => Request(args, values.Item1, values.Item2, values.Item3));

        // Not secret, so that the diff of a preview shows what changes.
        Step = session.Run(this, "proxy-tls",
            create: session.Commands.ActivateProxy,
            stdin: request,
            after: [claim.Step, files.Step, .. args.Backends.Select(backend => backend.Node.ConfigFile.Step).Distinct()]);

        Activation = Step.Stdout;
        RegisterOutputs();
    }

    /// <summary>What the activation said; not known if it did not happen.</summary>
    public Output<string> Activation { get; }

    internal RemoteStep Step { get; }

    private static string Request(
        EncryptedProxyArgs args, ImmutableArray<string> own, ImmutableArray<string> fingerprints, ImmutableArray<string> authorities) =>
        new NodeRequest()
            .Key("claim", own[0])
            .Key("server-generation", own[1])
            .Key("client-generation", own[2])
            .Key("certificate-sha256", own[3])
            .Key("reapply", args.Reapply.ToString())
            .Key("require-secure-transport", args.RequireSecureTransport.Word())
            .OptionalKey("looked-at", LookedAt.Text(args.RequireSecureTransport, args.LookedAt))
            .Table("backends", args.Backends.Select((backend, index) => (IReadOnlyList<string>)
                [backend.Host, backend.Port.ToString(), fingerprints[index], backend.Exclusion.Word()]))
            .Table("restricted-users", args.Backends
                .Where(backend => backend.Exclusion == PlaintextExclusion.Accounts)
                .SelectMany(backend => backend.RestrictedUsers.Select(user => (IReadOnlyList<string>)
                    [backend.Host, backend.Port.ToString(), user])))
            .Table("allowed", Allowed(args))
            .File("backend-cas", string.Concat(args.Backends.Select(
                (backend, index) => $"# {backend.Host} {backend.Port}\n{authorities[index].TrimEnd()}\n")))
            .Text();

    private static IEnumerable<IReadOnlyList<string>> Allowed(EncryptedProxyArgs args) =>
    [
        .. args.OtherBackends.Select(Row("other-backend")),
        .. args.PendingEdits.Select(Row("pending-edit")),
        .. args.FallbackUsers.Select(Row("fallback")),
        .. args.AllowedPlaintextClients.Select(Row("plaintext-client")),
    ];

    private static Func<string, IReadOnlyList<string>> Row(string word) => text => [word, text];
}

/// <summary>What is set in ProxySQL, for people: a preview shows what changes also where the request is not known yet.</summary>
internal sealed class ProxySqlTlsInputs(EncryptedProxyArgs args) : ResourceArgs
{
    [Input("administrator")]
    public Input<string> Administrator => args.Administrator.ToString();

    [Input("haveSsl")]
    public Input<bool> HaveSsl => true;

    [Input("requireSecureTransport")]
    public Input<string> RequireSecureTransport => args.RequireSecureTransport.Word();

    [Input("backends")]
    public InputList<string>? Backends => args.Backends.Select(Line).ToArray();

    [Input("otherBackends")]
    public InputList<string>? OtherBackends => args.OtherBackends.OrAbsent();

    [Input("pendingEdits")]
    public InputList<string>? PendingEdits => args.PendingEdits.OrAbsent();

    [Input("fallbackUsers")]
    public InputList<string>? FallbackUsers => args.FallbackUsers.OrAbsent();

    [Input("allowedPlaintextClients")]
    public InputList<string>? AllowedPlaintextClients => args.AllowedPlaintextClients.OrAbsent();

    private static string Line(ProxyBackend backend) =>
        $"{backend.Host}:{backend.Port} use_ssl=1, verified as {backend.Node.Session.Node}, plaintext excluded by {Excluded(backend)}";

    private static string Excluded(ProxyBackend backend) => backend switch
    {
        { Exclusion: PlaintextExclusion.Transport } => "require_secure_transport",
        { RestrictedUsers.Count: 0 } => "nothing",
        _ => $"the accounts of {string.Join(", ", backend.RestrictedUsers)}",
    };
}
