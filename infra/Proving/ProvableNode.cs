using EncryptionInTransit.Infra.Configuration;

namespace EncryptionInTransit.Infra.Proving;

/// <summary>A node, as configured and as registered.</summary>
internal sealed record ProvableNode(NodeConfiguration Configuration, EncryptedNode Node);
