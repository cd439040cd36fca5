namespace EncryptionInTransit;

/// <summary>What goes into a node's certificates.</summary>
public sealed record CertificateSetArgs
{
    /// <summary>A DNS name or an IP address: the common name and the first alternative name of the server's certificate.</summary>
    public required string Hostname { get; init; }

    /// <summary>More names and addresses for the server's certificate. The SSH address is not added: it is a setting of its own.</summary>
    public IReadOnlyList<string> AlternativeNames { get; init; } = [];

    public CertificatePolicy Policy { get; init; } = new();

    /// <summary>Where the server's private key is made. The client's is made in the stack: it is there to be handed out.</summary>
    public KeyPlace ServerKey { get; init; }

    /// <summary>Whose CA signs; null is a CA of the node's own.</summary>
    public AuthorityArgs? Authority { get; init; }

    /// <summary>Before the first rollover.</summary>
    public static readonly IReadOnlyList<int> FirstCaGenerations = [1];

    /// <summary>The node's CAs, ascending: the last one issues, all are trusted.</summary>
    public IReadOnlyList<int> CaGenerations { get; init; } = FirstCaGenerations;

    /// <summary>CAs that issue nothing, PEM, one each: those of before or of later, whose certificates servers and clients accept as well.</summary>
    public IReadOnlyList<string> AlsoTrusted { get; init; } = [];

    /// <summary>Whether the node may change to CAs of which its clients trust none yet.</summary>
    public bool AbruptCaChange { get; init; }

    public ReissueNumbers Reissue { get; init; } = new();

    public ReissueNumbers ReissueOfAllNodes { get; init; } = new();

    /// <summary>What a certificate will say of its issuer, in OpenSSL's one line.</summary>
    internal string IssuerName(int generation) =>
        Authority?.IssuerName(generation) ?? CertificateNameText.OneLine(Policy.Subject(CertificateNames.Ca(Hostname, generation)));
}
