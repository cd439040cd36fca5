using System.Collections.Immutable;
using EncryptionInTransit.Infra.Registering;
using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit.Infra.Proving;

/// <summary>What a proof has to know of a node, of whatever kind.</summary>
/// <param name="Activation">Not known if TLS was not turned on in this run.</param>
/// <param name="Host">Where to connect.</param>
internal sealed record ProvableNode(
    string Name, NodeHistory History, int Reapply, Resource Resource, Output<string> Activation, CertificateSet Certificates, string Hostname, string Host, int Port)
{
    public bool IsProxy { get; init; }

    public required SecureTransportPhase RequireSecureTransport { get; init; }

    /// <summary>The server's variables that were installed, and their values.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What the policy lets the server accept; null where it says nothing of it.</summary>
    public string? TlsVersions { get; init; }

    /// <summary>
    /// Whether a login without TLS must be refused. An enforcement that was itself refused has said so: the proof is of
    /// the rest.
    /// </summary>
    public required Func<Task<bool>> IsEnforcedAsync { get; init; }

    public static ProvableNode Of(RegisteredNode node) => new(
        node.Configuration.Name, node.Configuration.Args.History, node.Configuration.Args.Reapply, node.Node, node.Node.Activation, node.Node.Certificates,
        node.Configuration.Args.Certificates.Hostname, node.Configuration.DatabaseHost, node.Configuration.DatabasePort)
    {
        RequireSecureTransport = node.Configuration.Args.Tls.RequireSecureTransport,
        Variables = SslConfigFile.ServerOptions(SslConfigFile.RenderUnenforced(node.Configuration.Args.Kind, node.Configuration.Args.Tls)),
        TlsVersions = node.Configuration.Args.Tls.Tls13Only ? "TLSv1.3" : "TLSv1.2,TLSv1.3",
        IsEnforcedAsync = async () =>
            node.Authentication is { } authentication
            && await OutputUtilities.GetIsKnownAsync(authentication.Enforcement)
            && node.Configuration.Args.Tls.RequireSecureTransport == SecureTransportPhase.On,
    };

    public static ProvableNode Of(RegisteredProxy proxy) => new(
        proxy.Configuration.Name, proxy.Configuration.Args.History, proxy.Configuration.Args.Reapply, proxy.Proxy, proxy.Proxy.Activation, proxy.Proxy.Certificates,
        proxy.Configuration.Args.Certificates.Hostname, proxy.Configuration.FrontendHost, proxy.Configuration.FrontendPort)
    {
        IsProxy = true,
        RequireSecureTransport = proxy.Configuration.Args.RequireSecureTransport,
        IsEnforcedAsync = () => Task.FromResult(proxy.Configuration.Args.RequireSecureTransport == SecureTransportPhase.On),
    };
}
