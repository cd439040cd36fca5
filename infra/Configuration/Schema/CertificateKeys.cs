namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of <c>certificates</c>.</summary>
public static class CertificateKeys
{
    private static readonly CertificatePolicy Defaults = new();

    private const int HundredYears = 100 * 365 * 24;

    public static readonly Key Algorithm = new("algorithm", KeyType.Text, "What the keys are made of. A CA keeps the key that it was born with.")
    {
        Default = "RSA",
        Allowed = ["RSA", "ECDSA"],
    };

    public static readonly Key RsaBits = new("rsaBits", KeyType.Number, "The size of RSA keys: 2048, 3072 or 4096.")
    {
        Default = $"{Defaults.RsaBits}",
        Range = (2048, 4096),
    };

    public static readonly Key EcdsaCurve = new("ecdsaCurve", KeyType.Text, "The curve of ECDSA keys.")
    {
        Default = Defaults.EcdsaCurve,
        Allowed = ["P256", "P384", "P521"],
    };

    public static readonly Key Keys = new("keys", KeyType.Text,
        "Where a server's private key is made. `state`: in the stack, which sends it to the node. `node`: on the node, which never gives it away; it is in no state and on no wire.")
    {
        Default = KeyPlace.State.Word(),
        Allowed = [.. Enum.GetValues<KeyPlace>().Select(place => place.Word())],
    };

    public static readonly Key CaValidityHours = new("caValidityHours", KeyType.Number,
        "The life of a node's CA. It must exceed `validityHours`: no certificate outlives its CA.")
    {
        Default = $"{Defaults.CaValidityHours}",
        Range = (1, HundredYears),
    };

    public static readonly Key ValidityHours = new("validityHours", KeyType.Number, "The life of server and client certificates.")
    {
        Default = $"{Defaults.ValidityHours}",
        Range = (1, HundredYears),
    };

    public static readonly Key EarlyRenewalHours = new("earlyRenewalHours", KeyType.Number,
        "So long before their end certificates are made anew, by the first `up` that comes along; 0 is when they have expired.")
    {
        Default = $"{Defaults.EarlyRenewalHours}",
        Range = (0, HundredYears),
    };

    public static readonly Key Authority = new("authority", KeyType.Text,
        "The name of an entry of `authorities`, whose CA signs for all nodes. Default: each node has a CA of its own.")
    {
        Example = "corporate",
    };

    public static readonly Key CaGenerations = new("caGenerations", KeyType.NumberList,
        "The CAs that the stack makes, of each node or authority, ascending: the last one issues, all are trusted. A rollover is `[1]`, `[1, 2]`, and when every client has the new `root.crt`, `[2]`.")
    {
        Default = $"[{string.Join(", ", CertificateSetArgs.FirstCaGenerations)}]",
        Example = "[1, 2]",
        Range = (1, 9999),
    };

    public static readonly Key AlsoTrusted = new("alsoTrusted", KeyType.Text,
        "Certificates of CAs, PEM, that all nodes and their clients trust beside those that issue: the next ones before a change of CA, those of before after it.")
    {
        Example = "-----BEGIN CERTIFICATE----- …",
    };

    public static readonly Key Organization = new("organization", KeyType.Text, "O of all subjects.");

    public static readonly Key OrganizationalUnit = new("organizationalUnit", KeyType.Text, "OU of all subjects.");

    public static readonly Key Country = new("country", KeyType.Text, "C of all subjects: two letters.") { Example = "DE" };

    public static readonly Section All = new(
        Algorithm, RsaBits, EcdsaCurve, Keys, CaValidityHours, ValidityHours, EarlyRenewalHours, Authority, CaGenerations,
        AlsoTrusted, Organization, OrganizationalUnit, Country);
}
