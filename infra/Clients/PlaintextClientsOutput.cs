using EncryptionInTransit.Infra.Registering;
using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit.Infra.Clients;

/// <summary>The stack output <c>plaintextClients</c>: who still comes without TLS, as the nodes have seen it.</summary>
internal static class PlaintextClientsOutput
{
    /// <summary>Null where no node looks: an empty list would say that there is no such client.</summary>
    /// <param name="proofUser">The proof is no client: it tries on purpose whether it gets in without TLS. Null if there is none.</param>
    public static Output<List<Dictionary<string, object>>>? Of(RegisteredStack stack, string? proofUser)
    {
        List<Look> looks =
        [
            .. stack.Nodes.Where(node => node.Authentication is not null && !node.Configuration.Args.History.IsAbandoned).Select(node => new Look(
                node.Configuration.Name, node.Configuration.Args.Tls.RequireSecureTransport,
                node.Authentication!.Enforcement, node.Authentication, proofUser)),
            .. stack.Proxies.Where(proxy => proxy.Configuration.Args.RequireSecureTransport != SecureTransportPhase.Off && !proxy.Configuration.Args.History.IsAbandoned).Select(proxy => new Look(
                proxy.Configuration.Name, proxy.Configuration.Args.RequireSecureTransport,
                proxy.Proxy.Activation, proxy.Proxy, proofUser)),
        ];
        if (looks.Count == 0)
            return null;
        // A run goes on after an error: a node whose command failed holds back its own lines only.
        return Deployment.Instance.IsDryRun
            ? Output.All(looks.Select(look => look.Stdout)).Apply(texts => looks.Zip(texts).SelectMany(pair => Entries(pair.First, pair.First.Clients(pair.Second))).ToList())
            : Output.Create(SeenAsync(looks));
    }

    private static async Task<List<Dictionary<string, object>>> SeenAsync(IReadOnlyList<Look> looks)
    {
        var entries = new List<Dictionary<string, object>>();
        foreach (var look in looks)
        {
            if (!await OutputUtilities.GetIsKnownAsync(look.Stdout))
            {
                Log.Warn($"{look.Node}: plaintextClients says nothing of it: its command failed or did not run.", look.Resource);
                continue;
            }
            var clients = look.Clients(await OutputUtilities.GetValueAsync(look.Stdout));
            entries.AddRange(Entries(look, clients));
            if (look.Phase == SecureTransportPhase.Audit)
            {
                foreach (var client in clients.Where(client => !client.Allowed))
                    Log.Warn(PlaintextClientWarning.Of(look.Node, client), look.Resource);
            }
        }
        return entries;
    }

    private static IEnumerable<Dictionary<string, object>> Entries(Look look, IEnumerable<PlaintextClient> clients) =>
        clients.Select(client => new Dictionary<string, object>
        {
            ["node"] = look.Node,
            ["user"] = client.User,
            ["host"] = client.Host,
            ["program"] = client.Program,
            ["lastSeen"] = client.LastSeen,
            ["source"] = client.Source,
            ["allowed"] = client.Allowed,
        });

    /// <summary>A command that looks at the clients of a node.</summary>
    private sealed record Look(string Node, SecureTransportPhase Phase, Output<string> Stdout, Resource Resource, string? ProofUser)
    {
        public IReadOnlyList<PlaintextClient> Clients(string stdout) =>
            [.. PlaintextClient.Parse(stdout).Where(client => client.User != ProofUser)];
    }
}
