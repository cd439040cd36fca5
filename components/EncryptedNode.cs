using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// A database node whose wire is encrypted: tool, claim, certificate files and server TLS, in this order; in a group it is
/// asked before the claim what it is there. Whatever changes later changes by update; only the claim's end undoes.
/// </summary>
public sealed class EncryptedNode : ComponentResource
{
    /// <param name="name">Unique in the stack; all of the node's resources are named after it.</param>
    public EncryptedNode(string name, EncryptedNodeArgs args, ComponentResourceOptions? options = null)
        : base("encryption-in-transit:index:EncryptedNode", name, args.History.AddTo(options))
    {
        Args = args;
        Certificates = new CertificateSet(name, args.Certificates, args.Authority, new ComponentResourceOptions { Parent = this });

        Session = new NodeSession(name, args.Ssh, args.History);
        var tool = new NodeTool(Session, args.Reapply, this);
        Role = args.Group is null ? null : RoleQuestion.Ask(Session, tool, args, args.Group, this);
        Claim = new NodeClaim(Session, tool, new(args.Kind.Word(), args.Administrator, Certificates, args.Reapply)
        {
            Adopt = args.Adopt,
            StartCommand = args.StartCommand,
            AlsoAfter = Group?.BeforeClaim(this),
        }, this);
        var cluster = args.Group is { IsEncryptedCluster: true } ? args.Group : null;
        // Also before its members talk over TLS, and after: while they change, each is a client of the others.
        Certificates.IssueServer(Session, Claim, args.Reapply, this, isClientToo: args.Group is { IsCluster: true });
        Files = new CertificateFiles(Session, Claim, Certificates, args.Reapply, this, args.Group?.PeerTrust);
        ConfigFile = new RemoteConfigFile(Session, Claim, Files, new(Certificates, args), Group?.BeforeActivation(this),
            new ComponentResourceOptions { Parent = this });

        Cluster = cluster is null ? null : new ClusterEncryption(Session, Claim, cluster, this);
        Streams = args.Group is not { EncryptsStreams: true } group ? null
            : Cluster?.Traffic ?? ReplicationEncryption.Ask(Session, Claim, group, this);

        Activation = ConfigFile.Activation;
        Group?.Add(this);
        RegisterOutputs();
    }

    /// <summary>What the command is called that claims a node of this name.</summary>
    public static string ClaimOf(string node) => $"{node}-{NodeClaim.Suffix}";

    public CertificateSet Certificates { get; }

    /// <summary>What the activation said; not known if it did not happen.</summary>
    public Output<string> Activation { get; }

    internal EncryptedNodeArgs Args { get; }

    /// <summary>Nobody waits for an abandoned node.</summary>
    internal NodeGroup? Group => Args.History.IsAbandoned ? null : Args.Group;

    /// <summary>What it is in its group; null where it has none.</summary>
    internal RemoteStep? Role { get; }

    internal NodeSession Session { get; }

    internal NodeClaim Claim { get; }

    /// <summary>Its certificates, there and not yet in use.</summary>
    internal CertificateFiles Files { get; }

    /// <summary>The server's TLS: whatever relies on it comes after.</summary>
    internal RemoteConfigFile ConfigFile { get; }

    /// <summary>Its talk with the other members of its cluster, over TLS; null where that was not asked for.</summary>
    internal ClusterEncryption? Cluster { get; }

    /// <summary>What it and other nodes of its group say to each other, over TLS; null where that was not asked for.</summary>
    internal RemoteStep? Streams { get; }
}
