using Pulumi;

namespace EncryptionInTransit;

/// <summary>The CAs behind the certificates of a node, or of several: who signs, and who is trusted.</summary>
internal sealed class Authorities
{
    private readonly IReadOnlyList<Issuer> _issuers;

    /// <summary>CAs that the stack makes, one per generation, and cross certificates from the newest to the older ones.</summary>
    /// <param name="name">The names of the resources begin with it.</param>
    /// <param name="commonName">The CAs' names begin with it.</param>
    public Authorities(string name, string commonName, IReadOnlyList<int> generations, CertificatePolicy policy, Resource parent)
    {
        List<CertificateAuthority> made =
            [.. generations.Select(generation => new CertificateAuthority(name, commonName, generation, policy, parent))];
        var newest = made[^1];
        List<Output<string>> crosses = [];
        if (made.Count > 1)
        {
            var request = CrossCertificate.Request(name, newest, parent);
            crosses.AddRange(made.SkipLast(1).Select(older => new CrossCertificate(name, request, newest, older, policy, parent).CertificatePem));
        }
        _issuers = [.. made.Select(one => new Issuer(one.Generation, one.CertificatePem, one.KeyPem, one == newest ? crosses : []))];
        ServerCaPems = [.. made.Select(one => one.CertificatePem)];
        ClientCaPems = ServerCaPems;
    }

    /// <summary>A CA that was made elsewhere. It has no generations: another one is another authority.</summary>
    public Authorities(BroughtCa ca)
    {
        _issuers =
        [
            new(CertificateSetArgs.FirstCaGenerations[0], Output.Create(ca.CertificatePem), Output.CreateSecret(ca.KeyPem),
                [.. ca.IntermediatePems.Select(pem => Output.Create(pem))]),
        ];
        ServerCaPems = [.. ca.TrustedByServerPems.Select(pem => Output.Create(pem))];
        ClientCaPems = [Output.Create(ca.RootPem)];
    }

    public Issuer Newest => _issuers[^1];

    /// <summary>What clients trust: the roots, the oldest first.</summary>
    public IReadOnlyList<Output<string>> ClientCaPems { get; }

    /// <summary>
    /// What the server trusts: the same, and what is between its root and its leaf. MySQL accepts no leaf whose whole path
    /// is not there. The one that issues comes last.
    /// </summary>
    public IReadOnlyList<Output<string>> ServerCaPems { get; }

    /// <param name="wanted">The newest generation that may sign; null is the oldest one there is.</param>
    public Issuer IssuerFor(int? wanted) => _issuers.LastOrDefault(one => one.Generation <= wanted) ?? _issuers[0];
}
