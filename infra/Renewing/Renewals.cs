using EncryptionInTransit.Infra.Configuration;

namespace EncryptionInTransit.Infra.Renewing;

/// <summary>Which certificates this run makes anew because they come to their end, and the sentence that says so.</summary>
internal static class Renewals
{
    /// <returns>The node's name, and the sentence.</returns>
    public static IEnumerable<(string Node, string Sentence)> Due(StackConfiguration configuration, IssuedBefore before, DateTimeOffset now) =>
        from node in configuration.AllCertificates()
        from certificate in CertificatesOf(configuration, node.Name, before.NameOf(node.Name, node.History), node.Args)
        let end = before.EndOf(certificate.Resource)
        where end is not null
        let renewal = new CertificateRenewal($"{certificate.What} of {node.Name}", end.Value, certificate.EarlyRenewalHours)
        where renewal.IsDue(now)
        select (node.Name, renewal.Sentence(now));

    /// <param name="node">What it is called in the state.</param>
    private static IEnumerable<(string Resource, string What, int EarlyRenewalHours)> CertificatesOf(
        StackConfiguration configuration, string name, string node, CertificateSetArgs args)
    {
        var newest = args.CaGenerations[^1];
        var early = args.Policy.EarlyRenewalHours;
        return
        [
            .. args.CaGenerations.Select(generation => (CertificateResourceNames.Ca(node, generation), $"certificate of CA {generation}", args.Policy.CaEarlyRenewalHours)),
            .. args.CaGenerations.SkipLast(1).Select(older => (CertificateResourceNames.Cross(node, newest, older), $"cross certificate of CA {newest} by CA {older}", early)),
            (CertificateResourceNames.Server(node), "server certificate", early),
            (CertificateResourceNames.Client(node), "client certificate", early),
            .. configuration.Accounts.Where(account => account.Nodes.Contains(name)).Select(account => account.User).Distinct()
                .Select(user => (CertificateResourceNames.Account(node, user), $"certificate of '{user}'", early)),
        ];
    }
}
