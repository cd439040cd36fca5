namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of an entry of <c>accounts</c>.</summary>
public static class AccountKeys
{
    public static readonly Key User = new("user", KeyType.Text,
        "The account's user, as it exists on the nodes. It is the common name of its certificates as well.")
    {
        Required = true,
        Example = "app",
    };

    public static readonly Key Host = new("host", KeyType.Text,
        "The account's host part, as `10.0.0.%`. Default: every account of that user.");

    public static readonly Key Nodes = new("nodes", KeyType.TextList,
        "The names of the database nodes where it is. Default: all of them.");

    public static readonly Key Require = new("require", KeyType.Text,
        "`SSL`: TLS. `X509`: any certificate of the node's CA. `SUBJECT`: the certificate of this very user. `ISSUER`: a certificate of this very CA; those handed out before end with the CA's generation.")
    {
        Required = true,
        Allowed = [.. Enum.GetValues<AccountRequirement>().Select(requirement => requirement.Word())],
        Example = AccountRequirement.Subject.Word(),
    };

    public static readonly Key Authentication = new("authentication", KeyType.Text,
        "`certificateOnly` puts the account's password aside: whoever has the certificate gets in, and nobody else. `destroy` brings it back.")
    {
        Default = AccountAuthentication.Password.Word(),
        Allowed = [.. Enum.GetValues<AccountAuthentication>().Select(authentication => authentication.Word())],
    };

    public static readonly Key Reissue = new("reissue", KeyType.Number, "Raise it to re-issue the certificates of this user.")
    {
        Default = "1",
        Range = (1, int.MaxValue),
    };

    public static readonly Key CaGeneration = new("caGeneration", KeyType.Number,
        "During a CA rollover: raise it to the new generation to hand out this user's certificates of it. Default: `handOut.caGeneration`.")
    {
        Range = (1, 9999),
        Example = "2",
    };

    public static readonly Section All = new(User, Host, Nodes, Require, Authentication, CaGeneration, Reissue);
}
