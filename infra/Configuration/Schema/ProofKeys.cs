namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of <c>proof</c>: how every <c>up</c> proves from outside that the wire is encrypted.</summary>
public static class ProofKeys
{
    public static readonly Key User = new("user", KeyType.Text,
        "An account without any privilege (`GRANT USAGE`). Without it the certificate is proved all the same, but nothing behind the login.")
    {
        Example = "proof",
    };

    public static readonly Key Password = new("password", KeyType.Text, "The password of `proof.user`.") { Secret = true };

    public static readonly Key TimeoutSeconds = new("timeoutSeconds", KeyType.Number, "How long one connection may take, with its login and queries.")
    {
        Default = "10",
        Range = (1, 600),
    };

    public static readonly Section All = new(User, Password, TimeoutSeconds);
}
