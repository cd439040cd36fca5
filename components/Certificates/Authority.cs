using Pulumi;

namespace EncryptionInTransit;

/// <summary>A CA for several nodes: one that was made elsewhere, or one that the stack makes and these nodes share.</summary>
public sealed class Authority : ComponentResource
{
    public Authority(AuthorityArgs args, ComponentResourceOptions? options = null)
        : base("encryption-in-transit:index:Authority", args.Name, options)
    {
        Cas = args.Brought is { } brought
            ? new Authorities(brought)
            : new Authorities(args.Name, args.Name, args.CaGenerations, args.Policy, this);
        RegisterOutputs();
    }

    internal Authorities Cas { get; }
}

/// <summary>Whose certificates several nodes have.</summary>
/// <param name="Name">Unique among authorities and nodes.</param>
public sealed record AuthorityArgs(string Name)
{
    /// <summary>Null is one that the stack makes.</summary>
    public BroughtCa? Brought { get; init; }

    /// <summary>Of one that the stack makes.</summary>
    public CertificatePolicy Policy { get; init; } = new();

    /// <summary>Ascending: the last one issues, all are trusted. One that was made elsewhere has the first one alone.</summary>
    public IReadOnlyList<int> CaGenerations { get; init; } = CertificateSetArgs.FirstCaGenerations;

    /// <summary>What a certificate of it will say of its issuer, in OpenSSL's one line.</summary>
    internal string IssuerName(int generation) => Brought is { } brought
        ? CertificateNameText.Subject(brought.CertificatePem)
        : CertificateNameText.OneLine(Policy.Subject(CertificateNames.Ca(Name, generation)));
}
