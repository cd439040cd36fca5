using Pulumi;

namespace EncryptionInTransit;

/// <summary>Asks a node what it is in its group, each time that something is to change in the group.</summary>
internal static class RoleQuestion
{
    public static RemoteStep Ask(NodeSession session, NodeTool tool, EncryptedNodeArgs args, NodeGroup group, Resource parent)
    {
        var request = group.Moment.Apply(moment => new NodeRequest()
            .Key("server", args.Kind.Word())
            .OptionalKey("admin-user", args.Administrator?.User)
            .OptionalKey("admin-password", args.Administrator?.Password)
            .Key("topology", group.Topology.Word())
            .Key("moment", moment)
            .Text());

        return session.Run(parent, "role",
            create: session.Commands.Role,
            stdin: args.Administrator is null ? request : Output.CreateSecret(request),
            after: [tool.Step]);
    }
}
