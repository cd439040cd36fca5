using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Infra.Renewing;
using Pulumi;

namespace EncryptionInTransit.Infra.Restarting;

/// <summary>Which servers this run is going to restart, said before it does: in a preview as well.</summary>
/// <param name="Reasons">In sentences, at least one.</param>
internal sealed record RestartForecast(string Node, bool IsAllowed, IReadOnlyList<string> Reasons)
{
    /// <summary>Compares with what was activated last. The node has the last word: it knows what its server runs with.</summary>
    public static IEnumerable<RestartForecast> Of(StackConfiguration configuration, IssuedBefore before)
    {
        var members = ClusterReturn.Members(configuration);
        return from node in configuration.Nodes
               where !node.Args.History.IsAbandoned
               let name = before.NameOf(node.Name, node.Args.History)
               let isMember = members.Contains(node.Name) && !Joins(node, configuration, before)
               let activated = before.RequestOf(RemoteConfigFile.CommandOf(name))
               from reasons in (IEnumerable<IReadOnlyList<string>>)
               [
                   OfActivation(node, activated, isMember ? RestartReasons.OfMember(activated) : null),
                   isMember && RestartReasons.OfMemberOnceMore(before.RequestOf(ClusterEncryption.CommandOf(name))) is { } more ? [more] : [],
                   .. ClusterReturn.Is(node, configuration, before) ? RestartReasons.OfMemberGoingBack.Select(reason => new[] { reason }) : [],
               ]
               where reasons.Count > 0
               select new RestartForecast(node.Name, node.Args.RestartAllowed, reasons);
    }

    /// <summary>
    /// Whether it comes to a cluster whose members talk over TLS alone: without certificates it can be none of them, and is prepared
    /// before it joins.
    /// </summary>
    private static bool Joins(NodeConfiguration node, StackConfiguration configuration, IssuedBefore before)
    {
        return !Was(RemoteConfigFile.CommandOf, node.Name)
            && configuration.OrderedGroups().Where(group => group.Nodes.Contains(node.Name)).SelectMany(group => group.Nodes).Any(other => Was(ClusterEncryption.CommandOf, other));

        bool Was(Func<string, string> command, string name) => configuration.Nodes.Where(other => other.Name == name)
            .Any(other => before.RequestOf(command(before.NameOf(name, other.Args.History))) is not null);
    }

    /// <param name="activated">What it was asked when it was activated last; null if it never was.</param>
    /// <param name="asMember">Why it is restarted as a member of a cluster.</param>
    private static IReadOnlyList<string> OfActivation(NodeConfiguration node, string? activated, string? asMember)
    {
        var file = activated is null ? null : NodeRequest.FileIn(activated, NodePaths.ConfigFileName);
        // What is taken over may run with our paths already.
        IReadOnlyList<string> reasons = file is null && node.Args.Adopt
            ? []
            : RestartReasons.Of(node.Args.Kind, file, SslConfigFile.RenderUnenforced(node.Args.Kind, node.Args.Tls));
        return asMember is null ? reasons : [.. reasons, asMember];
    }

    public void Tell(Resource node)
    {
        if (IsAllowed)
            Log.Info(Sentence, node);
        else
            Log.Warn($"{Sentence} It is not to be restarted (restart: forbidden), and will refuse.", node);
    }

    public string Sentence => $"{Node} is going to be restarted: {string.Join("; ", Reasons)}.";
}
