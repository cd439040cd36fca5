using EncryptionInTransit.Infra.Configuration;

namespace EncryptionInTransit.Infra.Renewing;

/// <summary>Which certificates this run makes anew because they come to their end, and the sentence that says so.</summary>
internal static class Renewals
{
    /// <returns>The name of the node, or of the authority whose CA it is, and the sentence.</returns>
    public static IEnumerable<(string Owner, string Sentence)> Due(StackConfiguration configuration, IssuedBefore before, DateTimeOffset now) =>
        from certificate in All(configuration, before)
        let end = before.EndOf(certificate.Resource)
        where end is not null
        let renewal = new CertificateRenewal($"{certificate.What} of {certificate.Owner}", end.Value, certificate.EarlyRenewalHours)
        where renewal.IsDue(now)
        select (certificate.Owner, renewal.Sentence(now));

    private static IEnumerable<(string Owner, string Resource, string What, int EarlyRenewalHours)> All(StackConfiguration configuration, IssuedBefore before) =>
    [
        .. from authority in configuration.Authorities
           from ca in CasOf(authority.Name, authority.CaGenerations, authority.Policy)
           select (authority.Name, ca.Resource, ca.What, ca.EarlyRenewalHours),
        .. from node in configuration.AllCertificates()
           from certificate in CertificatesOf(configuration, node.Name, before.NameOf(node.Name, node.History), node.Args)
           select (node.Name, certificate.Resource, certificate.What, certificate.EarlyRenewalHours),
    ];

    /// <param name="owner">What the node or the authority is called in the state.</param>
    private static IEnumerable<(string Resource, string What, int EarlyRenewalHours)> CasOf(
        string owner, IReadOnlyList<int> generations, CertificatePolicy policy) =>
    [
        .. generations.Select(generation => (CertificateResourceNames.Ca(owner, generation), $"certificate of CA {generation}", policy.CaEarlyRenewalHours)),
        .. generations.SkipLast(1).Select(older =>
            (CertificateResourceNames.Cross(owner, generations[^1], older), $"cross certificate of CA {generations[^1]} by CA {older}", policy.EarlyRenewalHours)),
    ];

    /// <param name="node">What it is called in the state.</param>
    private static IEnumerable<(string Resource, string What, int EarlyRenewalHours)> CertificatesOf(
        StackConfiguration configuration, string name, string node, CertificateSetArgs args)
    {
        var early = args.Policy.EarlyRenewalHours;
        return
        [
            .. CasOf(node, args.CaGenerations, args.Policy),
            (CertificateResourceNames.Server(node), "server certificate", early),
            (CertificateResourceNames.Client(node), "client certificate", early),
            .. configuration.Accounts.Where(account => account.Nodes.Contains(name)).Select(account => account.User).Distinct()
                .Select(user => (CertificateResourceNames.Account(node, user), $"certificate of '{user}'", early)),
        ];
    }
}
