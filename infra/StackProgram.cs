using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Infra.Proving;
using Pulumi;

namespace EncryptionInTransit.Infra;

/// <summary>The program. Tests call it as well.</summary>
public static class StackProgram
{
    /// <summary>Checks the configuration, registers the nodes, and proves them.</summary>
    /// <returns>The stack's outputs.</returns>
    /// <exception cref="RunException">The configuration has mistakes; it names them all, and nothing was registered.</exception>
    public static IDictionary<string, object?> Run()
    {
        var (configuration, mistakes) = ConfigurationReader.Read(ConfigurationSource.FromDeployment());
        if (mistakes.Count > 0)
            throw new RunException(MistakeList.Render(Deployment.Instance.StackName, mistakes));

        foreach (var node in configuration.Nodes.Where(node => node.Args.Ssh.HostKey is null))
            Log.Warn($"{node.Name}: the host key of {node.Args.Ssh.Host} is not checked (acceptUnknownHostKey).");

        var nodes = configuration.Nodes
            .Select(node => new ProvableNode(node, new EncryptedNode(node.Name, node.Args)))
            .ToList();

        return new StackProof(configuration, TimeProvider.System).Outputs(nodes);
    }
}
