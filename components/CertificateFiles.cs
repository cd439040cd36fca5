using System.Collections.Immutable;
using Pulumi;
using Pulumi.Command.Remote;

namespace EncryptionInTransit;

/// <summary>
/// The certificates as files on the node, in a folder per generation, checked and not yet in use. No delete: what is
/// removed, and when, is the claim's business.
/// </summary>
internal sealed class CertificateFiles
{
    public CertificateFiles(NodeSession session, NodeClaim claim, CertificateSet certificates, Resource parent)
    {
        var request = Output.All(
            claim.Id,
            certificates.ServerGeneration,
            certificates.ClientGeneration,
            certificates.CaCertificatePem,
            certificates.ServerCertificatePem,
            certificates.ServerKeyPem,
            certificates.ClientCertificatePem,
            certificates.ClientKeyPem).Apply(Request);

        Command = session.Run(parent, "files",
            create: session.Commands.InstallCertificates,
            stdin: Output.CreateSecret(request),
            options: new CustomResourceOptions { DependsOn = { claim.Command } });
    }

    public Command Command { get; }

    private static string Request(ImmutableArray<string> values)
    {
        if (values is not [var claim, var serverGeneration, var clientGeneration,
            var ca, var serverCertificate, var serverKey, var clientCertificate, var clientKey])
            throw new ArgumentException("Eight values make a request.", nameof(values));

        return new NodeRequest()
            .Key("claim", claim)
            .Key("server-generation", serverGeneration)
            .Key("client-generation", clientGeneration)
            .File("server/root.crt", ca)
            .File("server/server.crt", serverCertificate)
            .File("server/server.key", serverKey)
            .File("client/root.crt", ca)
            .File("client/client.crt", clientCertificate)
            .File("client/client.key", clientKey)
            .Text();
    }
}
