using Pulumi;
using Pulumi.Command.Remote;

namespace EncryptionInTransit;

/// <summary>
/// The server's config file and its activation: the node tool switches to the new certificates, writes the file,
/// reloads or restarts the server, looks at what it serves, and goes back if anything is wrong.
/// </summary>
internal sealed class RemoteConfigFile
{
    public RemoteConfigFile(NodeSession session, NodeClaim claim, CertificateFiles files, RemoteConfigFileArgs args)
    {
        var request = Output.All(
            claim.Id,
            args.Certificates.ServerGeneration,
            args.Certificates.ClientGeneration,
            args.Certificates.ServerCertificateSha256).Apply(values => new NodeRequest()
                .Key("claim", values[0])
                .Key("server-generation", values[1])
                .Key("client-generation", values[2])
                .Key("certificate-sha256", values[3])
                .Key("restart", args.RestartAllowed ? "allowed" : "forbidden")
                .Key("reapply", args.Reapply.ToString())
                .File(NodePaths.ConfigFileName, args.Content)
                .Text());

        // Not secret, so that the diff of a preview shows the line of the file that changes.
        Command = session.Run("server-tls",
            create: session.Commands.Activate,
            stdin: request,
            options: new CustomResourceOptions { DependsOn = { claim.Command, files.Command } });
    }

    public Command Command { get; }
}

/// <param name="Content">The whole file; nothing in it is secret.</param>
/// <param name="Reapply">Raised to run the activation again on a node that somebody else has changed.</param>
internal sealed record RemoteConfigFileArgs(CertificateSet Certificates, string Content, bool RestartAllowed, int Reapply);
