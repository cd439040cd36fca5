using System.Collections.Immutable;
using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// Says whose node it is and records what stands on it, before anything is changed. It has the only delete that undoes
/// anything, so an installation that was killed half-way can be undone as well. It names the CAs to come, so that a node
/// whose clients would trust none of them says no before anything is issued in vain.
/// </summary>
internal sealed class NodeClaim
{
    /// <summary>What the command is called, behind the node's name.</summary>
    public const string Suffix = "claim";

    public NodeClaim(NodeSession session, NodeTool tool, NodeClaimArgs args, Resource parent)
    {
        var request = args.Certificates.CaKeySha256s.Apply(keys => new NodeRequest()
            .Key("owner", OwnerOf(session.Node))
            .OptionalKey("formerly", session.History.Formerly is { } formerly ? OwnerOf(formerly) : null)
            .Key("server", args.Server)
            .OptionalKey("admin-user", args.Administrator?.User)
            .OptionalKey("admin-password", args.Administrator?.Password)
            .OptionalKey("admin-port", args.AdministratorPort?.ToString())
            .Key("ca-keys", string.Join(' ', keys))
            .OptionalKey("also-trusted-ca-keys", KeysOf(args.Certificates.Args.AlsoTrusted))
            .OptionalKey("ca-change", args.Certificates.Args.AbruptCaChange ? "abrupt" : null)
            .OptionalKey("adopt", args.Adopt ? "true" : null)
            .OptionalKey("start-command", args.StartCommand)
            .Key("reapply", args.Reapply.ToString())
            .Text());

        Step = session.Run(parent, Suffix,
            create: session.Commands.Claim,
            delete: session.Commands.Release,
            stdin: args.Administrator is null ? request : Output.CreateSecret(request),
            after: [tool.Step, .. args.After.Select(claim => claim.Step)],
            alsoAfter: args.AlsoAfter,
            // Otherwise a replacement would claim the node that it already holds, and then release it.
            options: new CustomResourceOptions { DeleteBeforeReplace = true });

        // Its standard input may be secret, the number that it prints is not.
        Id = Output.Unsecret(Step.Stdout);
    }

    public RemoteStep Step { get; }

    /// <summary>Made by the node, new with each claim: whatever carries it runs again when the claim is made anew.</summary>
    public Output<string> Id { get; }

    private static string? KeysOf(IReadOnlyList<string> pems) => pems.Count == 0 ? null : string.Join(' ', pems.Select(PublicPem.KeySha256));

    /// <summary>Who claims a node of this name: under another one the node refuses.</summary>
    private static string OwnerOf(string node) =>
        $"{Deployment.Instance.ProjectName}/{Deployment.Instance.StackName}/{node}";
}

/// <param name="Server">What runs on the node, in the node tool's words.</param>
/// <param name="Administrator">The account that the tool uses on the node; null is root over the unix socket.</param>
/// <param name="Certificates">What will be installed.</param>
/// <param name="Reapply">Raised to claim a node again that lost its claim.</param>
internal sealed record NodeClaimArgs(string Server, DatabaseAdministrator? Administrator, CertificateSet Certificates, int Reapply)
{
    /// <summary>Null is the server's own.</summary>
    public int? AdministratorPort { get; init; }

    /// <summary>Whether what the vendor's add-on left is taken over; otherwise the node refuses.</summary>
    public bool Adopt { get; init; }

    /// <summary>What starts the server; null is its service.</summary>
    public string? StartCommand { get; init; }

    /// <summary>The claims that are released after this one.</summary>
    public IReadOnlyList<NodeClaim> After { get; init; } = [];

    /// <summary>More that comes first, and is released after this one. Only the run finds it out.</summary>
    public Output<ImmutableArray<Resource>>? AlsoAfter { get; init; }
}
