using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Infra.Renewing;

namespace EncryptionInTransit.Infra.Registering;

/// <summary>
/// Nodes of which this run takes over what the vendor's add-on left there, and the sentence that says so. Whether a node has
/// it only the node knows, and a preview does not ask it.
/// </summary>
internal static class Adoptions
{
    /// <returns>The node's name, and the sentence.</returns>
    public static IEnumerable<(string Node, string Sentence)> Coming(StackConfiguration configuration, IssuedBefore before) =>
        from node in configuration.Nodes
        where node.Args.Adopt && !node.Args.History.IsAbandoned && !before.Resources.Contains(EncryptedNode.ClaimOf(before.NameOf(node.Name, node.Args.History)))
        select (node.Name,
            $"{node.Name}: if it has the vendor's SSL add-on, that is taken over ({NodeKeys.Adopt.Name}): its keys are destroyed, above all that of its CA, "
            + "its configuration and scripts go, and a later uninstall brings none of it back. Clients that trust its CA fail until they have the new root.crt");
}
