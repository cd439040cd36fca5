using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// The server's config file and its activation: the node tool switches to the new certificates, writes the file,
/// reloads or restarts the server, looks at what it serves, and goes back if anything is wrong.
/// </summary>
/// <remarks>
/// The file is an input of the component as well: a preview shows the changed line also where the request to the node is
/// unknown, because certificates change in the same run.
/// </remarks>
public sealed class RemoteConfigFile : ComponentResource
{
    internal RemoteConfigFile(
        NodeSession session, NodeClaim claim, CertificateFiles files, RemoteConfigFileArgs args, ComponentResourceOptions options)
        : base("encryption-in-transit:index:RemoteConfigFile", $"{session.Node}-ssl-config", args, options)
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
                .File(NodePaths.ConfigFileName, args.TextToActivate)
                .Text());

        // Not secret, so that the diff of a preview shows the line of the file that changes.
        Step = session.Run(this, "server-tls",
            create: session.Commands.Activate,
            stdin: request,
            after: [claim.Step, files.Step]);

        Activation = Step.Stdout;
        RegisterOutputs();
    }

    internal RemoteStep Step { get; }

    /// <summary>What the activation said; not known if it did not happen.</summary>
    public Output<string> Activation { get; }
}

/// <summary>What stands in the file, and how it is made to count.</summary>
internal sealed class RemoteConfigFileArgs(CertificateSet certificates, EncryptedNodeArgs node) : ResourceArgs
{
    /// <summary>Where the file is, on the node.</summary>
    [Input("path")]
    public Input<string> Path => NodePaths.ConfigFile;

    /// <summary>The whole file as it is in the end, when enforcement has set its line; nothing in it is secret.</summary>
    [Input("content")]
    public Input<string> Content => SslConfigFile.Render(node.Kind, node.Tls);

    public string TextToActivate => SslConfigFile.RenderUnenforced(node.Kind, node.Tls);

    public CertificateSet Certificates => certificates;

    public bool RestartAllowed => node.RestartAllowed;

    /// <summary>Raised to run the activation again on a node that somebody else has changed.</summary>
    public int Reapply => node.Reapply;
}
