using System.Collections.Immutable;
using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// The certificates as files on the node, in a folder per generation, checked and not yet in use. No delete: what is
/// removed, and when, is the claim's business.
/// </summary>
internal sealed class CertificateFiles
{
    public CertificateFiles(NodeSession session, NodeClaim claim, CertificateSet certificates, int reapply, Resource parent)
    {
        var request = Output.All(
            claim.Id,
            certificates.ServerGeneration,
            certificates.ClientGeneration,
            certificates.CaCertificatePem,
            certificates.ServerCertificatePem,
            certificates.ServerKeyPem,
            certificates.ClientCertificatePem,
            certificates.ClientKeyPem).Apply(values => Request(values, reapply));

        Step = session.Run(parent, "files",
            create: session.Commands.InstallCertificates,
            stdin: Output.CreateSecret(request),
            after: [claim.Step]);
    }

    public RemoteStep Step { get; }

    private static string Request(ImmutableArray<string> values, int reapply)
    {
        if (values is not [var claim, var serverGeneration, var clientGeneration,
            var ca, var serverCertificate, var serverKey, var clientCertificate, var clientKey])
            throw new ArgumentException("Eight values make a request.", nameof(values));

        return new NodeRequest()
            .Key("claim", claim)
            .Key("server-generation", serverGeneration)
            .Key("client-generation", clientGeneration)
            .Key("reapply", reapply.ToString())
            .File("server/root.crt", ca)
            .File("server/server.crt", serverCertificate)
            .File("server/server.key", serverKey)
            .File("client/root.crt", ca)
            .File("client/client.crt", clientCertificate)
            .File("client/client.key", clientKey)
            .Text();
    }
}
