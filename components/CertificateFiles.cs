using System.Collections.Immutable;
using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// The certificates as files on the node, in a folder per generation, checked and not yet in use. No delete: what is
/// removed, and when, is the claim's business.
/// </summary>
internal sealed class CertificateFiles
{
    /// <param name="members">The CAs of all members of its cluster; null where the members' traffic is not encrypted.</param>
    public CertificateFiles(
        NodeSession session, NodeClaim claim, CertificateSet certificates, int reapply, Resource parent, Output<string>? members = null)
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
            members ?? Output.Create("")).Apply(values => Request(values, certificates.ServerKeyRequest, reapply));

        Step = session.Run(parent, "files",
            create: session.Commands.InstallCertificates,
            stdin: Output.CreateSecret(request),
            after: [claim.Step]);
    }

    public RemoteStep Step { get; }

    /// <param name="keyRequest">Where the server's key is on the node already; null where it is among the values.</param>
    private static string Request(ImmutableArray<string> values, string? keyRequest, int reapply)
    {
        if (values is not [var claim, var serverGeneration, var clientGeneration,
            var serverCa, var ca, var serverCertificate, var serverKey, var clientCertificate, var clientKey, var members])
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
        if (members.Length > 0)
            request.File("cluster/root.crt", members);
        return request.Text();
    }
}
