using Pulumi;
using Pulumi.Command.Remote;

namespace EncryptionInTransit;

/// <summary>
/// Says whose node it is and records what stands on it, before anything is changed. It has the only delete that undoes
/// anything, so an installation that was killed half-way can be undone as well.
/// </summary>
internal sealed class NodeClaim
{
    public NodeClaim(NodeSession session, NodeTool tool, NodeClaimArgs args)
    {
        var request = new NodeRequest()
            .Key("owner", args.Owner)
            .Key("server", args.Kind.Word())
            .OptionalKey("admin-user", args.Administrator?.User)
            .OptionalKey("admin-password", args.Administrator?.Password)
            .Text();

        Command = session.Run("claim",
            create: session.Commands.Claim,
            delete: session.Commands.Release,
            stdin: args.Administrator is null ? request : Output.CreateSecret(request),
            options: new CustomResourceOptions
            {
                DependsOn = { tool.Command },
                // Otherwise a replacement would claim the node that it already holds, and then release it.
                DeleteBeforeReplace = true,
            });

        // Its standard input may be secret, the number that it prints is not.
        Id = Output.Unsecret(Command.Stdout);
    }

    public Command Command { get; }

    /// <summary>Made by the node, new with each claim: whatever carries it runs again when the claim is made anew.</summary>
    public Output<string> Id { get; }
}

/// <param name="Owner"><c>project/stack/node</c>: under another one the node refuses.</param>
/// <param name="Administrator">The account that the tool uses on the node; null is root over the unix socket.</param>
internal sealed record NodeClaimArgs(string Owner, DatabaseKind Kind, DatabaseAdministrator? Administrator);
