using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// Lets a member of a cluster talk with the others over TLS alone. Its activation has brought it to where it takes TLS and
/// plaintext. When all have come that far, state transfers change, on all of them at once, since a member that is restarted
/// needs another one that does as it does; then each takes nothing but TLS, by a restart, one after the other. Back it goes
/// in the same three steps, each of which all members have made before the next one.
/// </summary>
public sealed class ClusterEncryption
{
    /// <summary>In requests to the node tool: how many members there are to be. Without it the members' traffic stays as it is.</summary>
    public const string MembersKey = "cluster-members";

    private const string Suffix = "cluster";

    private const string OfferSuffix = "member";

    internal ClusterEncryption(NodeSession session, NodeClaim claim, NodeGroup group, EncryptedNode node)
    {
        // Otherwise a replacement would encrypt, and then restore what it has encrypted.
        var options = new CustomResourceOptions { DeleteBeforeReplace = true };

        // A claim that is released takes this along, by the restart that it needs anyway.
        Offer = session.Run(node, OfferSuffix,
            create: session.Commands.CheckMember,
            delete: session.Commands.RestoreMember,
            // Once is enough: what it stands for is its activation's doing.
            stdin: claim.Id.Apply(id => new NodeRequest().Key("claim", id).Text()),
            after: [claim.Step],
            alsoAfter: group.BeforeOffer(node),
            options: new CustomResourceOptions { DeleteBeforeReplace = true, DeletedWith = claim.Step.Resources.SingleOrDefault() });

        Transfers = session.Run(node, "transfers",
            create: session.Commands.EncryptTransfers,
            delete: session.Commands.RestoreTransfers,
            stdin: Output.Tuple(claim.Id, group.Moment).Apply(values => Request(values.Item1, values.Item2).Text()),
            after: [claim.Step],
            alsoAfter: group.BeforeTransfers(),
            options: options);

        Traffic = session.Run(node, Suffix,
            create: session.Commands.EncryptCluster,
            delete: session.Commands.RestoreCluster,
            stdin: Output.Tuple(claim.Id, group.Moment, group.Size, group.PeersCaCertificatePem).Apply(values => Request(values.Item1, values.Item2)
                .Key("restart", node.Args.RestartWord)
                .Key(MembersKey, values.Item3.ToString())
                .File("root.crt", values.Item4)
                .Text()),
            after: [claim.Step],
            alsoAfter: group.BeforeTraffic(node),
            options: options);
    }

    /// <summary>What the command that restarts a node of this name is called in the stack.</summary>
    public static string CommandOf(string node) => $"{node}-{Suffix}";

    /// <summary>What the command is called that a member of this name goes back to plaintext by.</summary>
    public static string OfferOf(string node) => $"{node}-{OfferSuffix}";

    /// <summary>TLS beside plaintext.</summary>
    internal RemoteStep Offer { get; }

    /// <summary>State transfers over TLS.</summary>
    internal RemoteStep Transfers { get; }

    /// <summary>Nothing but TLS between the members.</summary>
    internal RemoteStep Traffic { get; }

    private static NodeRequest Request(string claim, string moment) => new NodeRequest().Key("claim", claim).Key("moment", moment);
}
