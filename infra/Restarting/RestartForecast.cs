using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Infra.Renewing;
using Pulumi;

namespace EncryptionInTransit.Infra.Restarting;

/// <summary>Which servers this run is going to restart, said before it does: in a preview as well.</summary>
/// <param name="Reasons">In sentences, at least one.</param>
internal sealed record RestartForecast(string Node, bool IsAllowed, IReadOnlyList<string> Reasons)
{
    /// <summary>Compares with what was activated last. The node has the last word: it knows what its server runs with.</summary>
    public static IEnumerable<RestartForecast> Of(StackConfiguration configuration, IssuedBefore before) =>
        from node in configuration.Nodes
        where !node.Args.History.IsAbandoned
        let request = before.RequestOf(RemoteConfigFile.CommandOf(before.NameOf(node.Name, node.Args.History)))
        let file = request is null ? null : NodeRequest.FileIn(request, NodePaths.ConfigFileName)
        // What is taken over may run with our paths already.
        where file is not null || !node.Args.Adopt
        let reasons = RestartReasons.Of(node.Args.Kind, file, SslConfigFile.RenderUnenforced(node.Args.Kind, node.Args.Tls))
        where reasons.Count > 0
        select new RestartForecast(node.Name, node.Args.RestartAllowed, reasons);

    public void Tell(Resource node)
    {
        if (IsAllowed)
            Log.Info(Sentence, node);
        else
            Log.Warn($"{Sentence} It is not to be restarted (restart: forbidden), and will refuse.", node);
    }

    public string Sentence => $"{Node} is going to be restarted: {string.Join("; ", Reasons)}.";
}
