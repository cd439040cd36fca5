using EncryptionInTransit.Infra.Clients;
using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Infra.Groups;
using EncryptionInTransit.Infra.Proving;
using EncryptionInTransit.Infra.Registering;
using EncryptionInTransit.Infra.Renewing;
using EncryptionInTransit.Infra.Restarting;
using EncryptionInTransit.Infra.Status;
using Pulumi;

namespace EncryptionInTransit.Infra;

/// <summary>The program. Tests call it as well.</summary>
public static class StackProgram
{
    /// <summary>Checks the configuration, registers the nodes, and proves them.</summary>
    /// <returns>The stack's outputs.</returns>
    /// <exception cref="RunException">The configuration has mistakes; it names them all, and nothing was registered.</exception>
    public static Task<IDictionary<string, object?>> RunAsync() => RunAsync(TimeProvider.System);

    /// <inheritdoc cref="RunAsync()"/>
    internal static async Task<IDictionary<string, object?>> RunAsync(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var (configuration, mistakes) = ConfigurationReader.Read(ConfigurationSource.FromDeployment() with { Now = now });
        if (mistakes.Count > 0)
            throw new RunException(MistakeList.Render(Deployment.Instance.StackName, mistakes));
        foreach (var warning in ConfigurationWarnings.Of(configuration))
            Log.Warn(warning);

        var before = await IssuedBefore.ReadAsync();
        if (CaChanges.Refused(configuration, before).Concat(ClusterReturn.Refused(configuration, before)).ToList() is [_, ..] changes)
            throw new RunException(MistakeList.Render(Deployment.Instance.StackName, changes));

        var stack = RegisteredStack.Register(configuration, before, now);
        foreach (var (owner, sentence) in Renewals.Due(configuration, before, now))
            Log.Info(sentence, stack.ComponentOf(owner));
        foreach (var (node, sentence) in Adoptions.Coming(configuration, before))
            Log.Info(sentence, stack.ComponentOf(node));

        foreach (var restart in RestartForecast.Of(configuration, before))
            restart.Tell(stack.ComponentOf(restart.Node));
        foreach (var group in stack.Groups)
            GroupStop.Tell(group);

        IReadOnlyList<ProvableNode> nodes = [.. stack.Nodes.Select(ProvableNode.Of), .. stack.Proxies.Select(ProvableNode.Of)];
        var proofs = new StackProof(configuration, clock).Prove(nodes);
        var outputs = StackProof.Outputs(proofs);
        foreach (var (name, output) in new StackStatus(configuration, clock).Outputs(stack, nodes, proofs))
            outputs[name] = output;
        if (PlaintextClientsOutput.Of(stack, configuration.ProofAccount?.User) is { } plaintextClients)
            outputs["plaintextClients"] = plaintextClients;
        foreach (var (name, output) in ClientsOutput.Of(configuration, stack))
            outputs[name] = output;
        return outputs;
    }
}
