using EncryptionInTransit.Infra.Clients;
using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Infra.Proving;
using EncryptionInTransit.Infra.Registering;
using Pulumi;

namespace EncryptionInTransit.Infra;

/// <summary>The program. Tests call it as well.</summary>
public static class StackProgram
{
    /// <summary>Checks the configuration, registers the nodes, and proves them.</summary>
    /// <returns>The stack's outputs.</returns>
    /// <exception cref="RunException">The configuration has mistakes; it names them all, and nothing was registered.</exception>
    public static IDictionary<string, object?> Run() => Run(TimeProvider.System);

    /// <inheritdoc cref="Run()"/>
    internal static IDictionary<string, object?> Run(TimeProvider clock)
    {
        var (configuration, mistakes) = ConfigurationReader.Read(ConfigurationSource.FromDeployment());
        if (mistakes.Count > 0)
            throw new RunException(MistakeList.Render(Deployment.Instance.StackName, mistakes));
        foreach (var warning in ConfigurationWarnings.Of(configuration))
            Log.Warn(warning);

        var stack = RegisteredStack.Register(configuration, clock.GetUtcNow());

        var outputs = new StackProof(configuration, clock).Outputs(stack);
        if (PlaintextClientsOutput.Of(stack, configuration.ProofAccount?.User) is { } plaintextClients)
            outputs["plaintextClients"] = plaintextClients;
        foreach (var (name, output) in ClientsOutput.Of(configuration, stack))
            outputs[name] = output;
        return outputs;
    }
}
