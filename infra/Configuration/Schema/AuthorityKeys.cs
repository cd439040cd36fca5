namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of an entry of <c>authorities</c>.</summary>
public static class AuthorityKeys
{
    public static readonly Key Name = new("name", KeyType.Text,
        "Unique among authorities and nodes. `nodes[].authority` and `certificates.authority` name it.")
    {
        Required = true,
        Example = "corporate",
    };

    public static readonly Key Certificate = new("certificate", KeyType.Text,
        "The certificate of a CA of yours, PEM: a root, or an intermediate. Default: the stack makes a CA, which the nodes that name it share.")
    {
        Example = "-----BEGIN CERTIFICATE----- …",
    };

    public static readonly Key PrivateKey = new("key", KeyType.Text, "With `certificate`, and required then: its private key, PEM without a password, RSA or ECDSA.")
    {
        Secret = true,
    };

    public static readonly Key Chain = new("chain", KeyType.Text,
        "With the certificate of an intermediate, and required then: the CAs above it up to the root, PEM. The server sends the intermediates; clients trust the root.")
    {
        Example = "-----BEGIN CERTIFICATE----- …",
    };

    public static readonly Section All = new(Name, Certificate, PrivateKey, Chain);
}
