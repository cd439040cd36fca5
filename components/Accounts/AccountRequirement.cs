namespace EncryptionInTransit;

/// <summary>What an account's <c>REQUIRE</c> asks of a connection.</summary>
public enum AccountRequirement
{
    /// <summary>TLS.</summary>
    Ssl,

    /// <summary>Any client certificate that the server's CA has signed.</summary>
    X509,

    /// <summary>The certificate of this very account.</summary>
    Subject,

    /// <summary>A certificate of this CA: it changes its name with each generation, and the account then lets nobody in.</summary>
    Issuer,
}

/// <summary>What an account authenticates with.</summary>
public enum AccountAuthentication
{
    /// <summary>Its password, and whatever is required besides.</summary>
    Password,

    /// <summary>Its certificate alone: its password is put aside for as long as the stack is there.</summary>
    CertificateOnly,
}

/// <summary>The words for an account's settings.</summary>
public static class AccountWords
{
    /// <summary>The word in the configuration, in the node tool's requests, and in SQL.</summary>
    public static string Word(this AccountRequirement requirement) => requirement switch
    {
        AccountRequirement.Ssl => "SSL",
        AccountRequirement.X509 => "X509",
        AccountRequirement.Subject => "SUBJECT",
        AccountRequirement.Issuer => "ISSUER",
        _ => throw new ArgumentOutOfRangeException(nameof(requirement), requirement, null),
    };

    /// <summary>The word in the configuration.</summary>
    public static string Word(this AccountAuthentication authentication) => authentication switch
    {
        AccountAuthentication.Password => "password",
        AccountAuthentication.CertificateOnly => "certificateOnly",
        _ => throw new ArgumentOutOfRangeException(nameof(authentication), authentication, null),
    };

    /// <summary>The word in the node tool's requests.</summary>
    internal static string RequestWord(this AccountAuthentication authentication) =>
        authentication == AccountAuthentication.CertificateOnly ? "certificate-only" : "password";
}
