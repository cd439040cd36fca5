namespace EncryptionInTransit.Lab;

/// <summary>A node as <c>lab/lab list --json</c> tells of it.</summary>
internal sealed record NodeFacts(
    string Run,
    string Name,
    string Kind,
    string Server,
    string Service,
    string Client,
    string PidFile,
    string Address,
    int Port,
    string Hostname,
    string SshUser,
    string SshKey,
    string HostKey,
    string KnownHosts,
    bool StandIn,
    string ProofUser,
    string ProofPasswordFile);
