using System.Collections.Immutable;
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
    private const string Suffix = "server-tls";

    /// <param name="before">What else comes first; only the run finds it out.</param>
    internal RemoteConfigFile(
        NodeSession session, NodeClaim claim, CertificateFiles files, RemoteConfigFileArgs args, Output<ImmutableArray<Resource>>? before,
        ComponentResourceOptions options)
        : base("encryption-in-transit:index:RemoteConfigFile", $"{session.Node}-ssl-config", args, options)
    {
        var certificates = Output.All(
            args.Certificates.ServerGeneration,
            args.Certificates.ClientGeneration,
            args.Certificates.ServerCertificateSha256,
            args.Members);
        Asked = (args.Certificates.ServerKeyRequest is { } key ? KnownBeforeTheClaim(args, key) : certificates)
            .Apply(values => Request("any", values, args));

        // Not secret, so that the diff of a preview shows the line of the file that changes.
        Step = session.Run(this, Suffix,
            create: session.Commands.Activate,
            stdin: Output.Tuple(claim.Id, certificates).Apply(values => Request(values.Item1, values.Item2, args)),
            after: [claim.Step, files.Step],
            alsoAfter: before);

        Activation = Step.Stdout;
        RegisterOutputs();
    }

    /// <summary>What its command on a node of this name is called in the stack.</summary>
    public static string CommandOf(string node) => $"{node}-{Suffix}";

    internal RemoteStep Step { get; }

    /// <summary>Changes when something else is asked of the node; known before its claim.</summary>
    internal Output<string> Asked { get; }

    /// <summary>What the activation said; not known if it did not happen.</summary>
    public Output<string> Activation { get; }

    /// <summary>A key on the node is asked for under the claim, and its certificate comes after it.</summary>
    private static Output<ImmutableArray<string>> KnownBeforeTheClaim(RemoteConfigFileArgs args, string key) => Output.All(
        args.Certificates.CaCertificatePem.Apply(pem => PublicPem.GenerationId([pem])),
        args.Certificates.ClientGeneration,
        Output.Create(key),
        args.Members);

    private static string Request(string claim, ImmutableArray<string> certificates, RemoteConfigFileArgs args) => new NodeRequest()
        .Key("claim", claim)
        .Key("server-generation", certificates[0])
        .Key("client-generation", certificates[1])
        .Key("certificate-sha256", certificates[2])
        .Key("restart", args.RestartWord)
        .OptionalKey("topology", args.Topology?.Word())
        .OptionalKey(ClusterEncryption.MembersKey, certificates[3] is "" ? null : certificates[3])
        .Key("reapply", args.Reapply.ToString())
        .File(NodePaths.ConfigFileName, args.TextToActivate)
        .Text();
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

    /// <summary>Null for a node that stands for itself.</summary>
    public Topology? Topology => node.Group?.Topology;

    /// <summary>How many members its cluster has; empty where they do not talk over TLS.</summary>
    public Output<string> Members => node.Group is { IsEncryptedCluster: true } cluster
        ? cluster.Size.Apply(size => size.ToString())
        : Output.Create("");

    public string RestartWord => node.RestartWord;

    /// <summary>Raised to run the activation again on a node that somebody else has changed.</summary>
    public int Reapply => node.Reapply;
}
