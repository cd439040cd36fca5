using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// Lets a node of a group replicate over TLS, from sources that are verified by their name and their CA. Whoever replicates
/// from nobody has nothing to do, until roles change.
/// </summary>
internal static class ReplicationEncryption
{
    public static RemoteStep Ask(NodeSession session, NodeClaim claim, NodeGroup group, Resource parent)
    {
        var request = Output.Tuple(claim.Id, group.Moment, group.PeersCaCertificatePem).Apply(values => new NodeRequest()
            .Key("claim", values.Item1)
            .Key("moment", values.Item2)
            .File("root.crt", values.Item3)
            .Text());

        return session.Run(parent, "replication",
            create: session.Commands.EncryptReplication,
            delete: session.Commands.RestoreReplication,
            stdin: request,
            after: [claim.Step],
            alsoAfter: group.Activations(),
            // Otherwise a replacement would encrypt, and then restore what it has encrypted.
            options: new CustomResourceOptions { DeleteBeforeReplace = true });
    }
}
