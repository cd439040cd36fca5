using Pulumi;

namespace EncryptionInTransit;

/// <summary>By what the nodes of a group verify each other.</summary>
/// <param name="File">What it is called in a request: <c>cluster/root.crt</c> or <c>replication/root.crt</c>.</param>
internal sealed record PeerTrust(string File, Output<string> CaCertificatePem);
