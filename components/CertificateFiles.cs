using System.Collections.Immutable;
using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// The certificates as files on the node, in a folder per generation, checked and not yet in use. No delete: what is
/// removed, and when, is the claim's business.
/// </summary>
internal sealed class CertificateFiles
{
    /// <param name="peers">What it is to know of others before any of them shows a new certificate.</param>
    public CertificateFiles(
        NodeSession session, NodeClaim claim, CertificateSet certificates, int reapply, Resource parent, PeerTrust? peers = null)
    {
        var request = Output.All(
            claim.Id,
            certificates.ServerGeneration,
            certificates.ClientGeneration,
            certificates.ServerCaCertificatePem,
            certificates.CaCertificatePem,
            certificates.ServerCertificatePem,
            certificates.ServerKeyPem ?? Output.Create(""),
            certificates.ClientCertificatePem,
            certificates.ClientKeyPem,
            peers?.CaCertificatePem ?? Output.Create("")).Apply(values => Request(values, certificates.ServerKeyRequest, peers?.File, reapply));

        Step = session.Run(parent, "files",
            create: session.Commands.InstallCertificates,
            stdin: Output.CreateSecret(request),
            after: [claim.Step]);
    }

    public RemoteStep Step { get; }

    /// <param name="keyRequest">Where the server's key is on the node already; null where it is among the values.</param>
    /// <param name="peersFile">What the last of the values is called in the request; null where it is left out.</param>
    private static string Request(ImmutableArray<string> values, string? keyRequest, string? peersFile, int reapply)
    {
        if (values is not [var claim, var serverGeneration, var clientGeneration,
            var serverCa, var ca, var serverCertificate, var serverKey, var clientCertificate, var clientKey, var peers])
            throw new ArgumentException("Ten values make a request.", nameof(values));

        var request = new NodeRequest()
            .Key("claim", claim)
            .Key("server-generation", serverGeneration)
            .Key("client-generation", clientGeneration)
            .OptionalKey("server-key", keyRequest is null ? null : $"node {keyRequest}")
            .Key("reapply", reapply.ToString())
            .File("server/root.crt", serverCa)
            .File("server/server.crt", serverCertificate);
        if (keyRequest is null)
            request.File("server/server.key", serverKey);
        request
            .File("client/root.crt", ca)
            .File("client/client.crt", clientCertificate)
            .File("client/client.key", clientKey);
        if (peersFile is not null)
            request.File(peersFile, peers);
        return request.Text();
    }
}
