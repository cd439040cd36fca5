namespace EncryptionInTransit.Infra.Configuration;

/// <summary>How to log in: for all nodes under <c>ssh</c>, and for one under <c>nodes[i].ssh</c>, which goes first.</summary>
public static class SshKeys
{
    public static readonly Key Host = new("host", KeyType.Text, "Where the node's sshd listens: a DNS name or an IP address.")
    {
        Required = true,
        Example = "10.0.0.11",
    };

    public static readonly Key HostKey = new("hostKey", KeyType.Text,
        "The node's public host key, checked at every login. Print it with `ssh-keyscan -t ed25519 HOST`, without the host in front.")
    {
        Example = "ssh-ed25519 AAAA…",
    };

    public static readonly Key Port = new("port", KeyType.Number, "The port of sshd.")
    {
        Default = "22",
        Range = (1, 65535),
    };

    public static readonly Key User = new("user", KeyType.Text, "Who logs in. Anyone but root needs `sudo` without a password.")
    {
        Default = "root",
    };

    public static readonly Key PrivateKey = new("privateKey", KeyType.Text, "The private key to log in with: OpenSSH's format or PEM.")
    {
        Secret = true,
    };

    public static readonly Key PrivateKeyPassword = new("privateKeyPassword", KeyType.Text, "The password of the private key.")
    {
        Secret = true,
    };

    public static readonly Key Password = new("password", KeyType.Text, "The password to log in with; a key is better.")
    {
        Secret = true,
    };

    public static readonly Key AgentSocketPath = new("agentSocketPath", KeyType.Text,
        "The socket of an ssh-agent that holds the key; without any of the three the agent of SSH_AUTH_SOCK is asked.")
    {
        Example = "/run/user/1000/ssh-agent.socket",
    };

    public static readonly Key KnownHosts = new("knownHosts", KeyType.Text,
        "A known_hosts file with the nodes' host keys, instead of a `hostKey` at each node. A relative path starts at the folder of Pulumi.yaml.")
    {
        Example = "~/.ssh/known_hosts",
    };

    public static readonly Key AcceptUnknownHostKey = new("acceptUnknownHostKey", KeyType.Flag,
        "`true` logs in without checking whose host it is. Whoever stands in between gets the private keys.")
    {
        Default = "false",
    };

    public static readonly Key DialErrorLimit = new("dialErrorLimit", KeyType.Number,
        "How many failed attempts to connect are retried; -1 is no limit.")
    {
        Default = "10",
        Range = (-1, 1000),
    };

    public static readonly Key PerDialTimeout = new("perDialTimeout", KeyType.Number, "Seconds that one attempt to connect may take; 0 is no limit.")
    {
        Default = "15",
        Range = (0, 3600),
    };

    private static readonly Key[] Shared =
    [
        Port, User, PrivateKey, PrivateKeyPassword, Password, AgentSocketPath, KnownHosts, AcceptUnknownHostKey,
        DialErrorLimit, PerDialTimeout,
    ];

    public static readonly Section OfAllNodes = new(Shared);

    public static readonly Section OfOneNode = new([Host, HostKey, .. Shared]);
}
