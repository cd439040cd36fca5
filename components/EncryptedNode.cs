using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// A database node whose wire is encrypted: tool, claim, certificate files and server TLS, in this order. Whatever
/// changes later changes by update; only the claim's end undoes.
/// </summary>
public sealed class EncryptedNode : ComponentResource
{
    /// <param name="name">Unique in the stack; all of the node's resources are named after it.</param>
    public EncryptedNode(string name, EncryptedNodeArgs args, ComponentResourceOptions? options = null)
        : base("encryption-in-transit:index:EncryptedNode", name, options)
    {
        Certificates = new CertificateSet(name, args.Certificates, new ComponentResourceOptions { Parent = this });

        var session = new NodeSession(name, args.Ssh, this);
        var tool = new NodeTool(session);
        var claim = new NodeClaim(session, tool, new(Owner(name), args.Kind, args.Administrator));
        var files = new CertificateFiles(session, claim, Certificates);
        var configFile = new RemoteConfigFile(session, claim, files,
            new(Certificates, SslConfigFile.Render(args.Kind, args.Tls), args.RestartAllowed, args.Reapply),
            new ComponentResourceOptions { Parent = this });

        Activation = configFile.Activation;
        RegisterOutputs();
    }

    public CertificateSet Certificates { get; }

    /// <summary>What the activation said; not known if it did not happen.</summary>
    public Output<string> Activation { get; }

    private static string Owner(string node) =>
        $"{Deployment.Instance.ProjectName}/{Deployment.Instance.StackName}/{node}";
}
