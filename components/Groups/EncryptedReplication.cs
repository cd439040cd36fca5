using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// How a node of a group replicates: over TLS, from sources that are verified by their name and their CA. Whoever
/// replicates from nobody has nothing to do, until roles change.
/// </summary>
public sealed class EncryptedReplication
{
    public EncryptedReplication(EncryptedNode node, NodeGroup group)
    {
        var request = Output.Tuple(node.Claim.Id, group.Moment, group.CaCertificatePem).Apply(values => new NodeRequest()
            .Key("claim", values.Item1)
            .Key("moment", values.Item2)
            .File("root.crt", values.Item3)
            .Text());

        Step = node.Session.Run(node, "replication",
            create: node.Session.Commands.EncryptReplication,
            delete: node.Session.Commands.RestoreReplication,
            stdin: request,
            after: [node.Claim.Step],
            alsoAfter: group.Activations(),
            // Otherwise a replacement would encrypt, and then restore what it has encrypted.
            options: new CustomResourceOptions { DeleteBeforeReplace = true });
    }

    internal RemoteStep Step { get; }
}
