using EncryptionInTransit.Proof;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The stack's configuration, checked.</summary>
/// <param name="ProofAccount">The account of the proof on all nodes; null if there is none.</param>
/// <param name="ProofTimeout">For each connection of the proof.</param>
public sealed record StackConfiguration(
    IReadOnlyList<NodeConfiguration> Nodes,
    ProofAccount? ProofAccount,
    TimeSpan ProofTimeout);

/// <summary>A node of the configuration.</summary>
/// <param name="DatabaseHost">Where the proof connects.</param>
public sealed record NodeConfiguration(string Name, EncryptedNodeArgs Args, string DatabaseHost, int DatabasePort);
