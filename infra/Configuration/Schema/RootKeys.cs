namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys at the top, each written <c>encryption-in-transit:KEY</c> in Pulumi.STACK.yaml.</summary>
public static class RootKeys
{
    public const string Namespace = "encryption-in-transit";

    public static readonly Key Nodes = new("nodes", KeyType.SectionList, "The database nodes, and the ProxySQL nodes in front of them.")
    {
        Required = true,
        Section = NodeKeys.All,
    };

    public static readonly Key Groups = new("groups", KeyType.SectionList,
        "Database nodes that belong together: one of a group at a time, the next only when this one is healthy again. A node in no group stands for itself.")
    {
        Section = GroupKeys.All,
    };

    public static readonly Key Ssh = new("ssh", KeyType.Section, "How to log in, as far as it is the same on all nodes.")
    {
        Section = SshKeys.OfAllNodes,
    };

    public static readonly Key Certificates = new("certificates", KeyType.Section, "What certificates look like and how long they live.")
    {
        Section = CertificateKeys.All,
    };

    public static readonly Key Authorities = new("authorities", KeyType.SectionList,
        "CAs for several nodes: yours, or ones that the stack makes. Without them each node has a CA of its own.")
    {
        Section = AuthorityKeys.All,
    };

    public static readonly Key Tls = new("tls", KeyType.Section, "What the servers accept.") { Section = TlsKeys.All };

    public static readonly Key Reissue = new("reissue", KeyType.Section, "Raise a number to re-issue the certificates of all nodes.")
    {
        Section = ReissueKeys.All,
    };

    public static readonly Key Proof = new("proof", KeyType.Section, "How every `up` proves from outside that the wire is encrypted.")
    {
        Section = ProofKeys.All,
    };

    public static readonly Key Accounts = new("accounts", KeyType.SectionList,
        "Accounts of the databases that log in through TLS only, or with a client certificate.")
    {
        Section = AccountKeys.All,
    };

    public static readonly Key HandOut = new("handOut", KeyType.Section, "What the clients of `accounts` get: the outputs `clients` and `clientFiles`.")
    {
        Section = HandOutKeys.All,
    };

    public static readonly Key Status = new("status", KeyType.Section, "How the nodes' status is told.") { Section = StatusKeys.All };

    public static readonly Section All = new(Nodes, Groups, Ssh, Certificates, Authorities, Tls, Accounts, HandOut, Reissue, Proof, Status);
}
