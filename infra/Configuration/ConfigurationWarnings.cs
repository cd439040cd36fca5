namespace EncryptionInTransit.Infra.Configuration;

/// <summary>What is no mistake, and yet should not go unsaid.</summary>
internal static class ConfigurationWarnings
{
    public static IEnumerable<string> Of(StackConfiguration configuration) =>
    [
        .. configuration.Nodes.Select(node => (node.Name, node.Args.Ssh))
            .Concat(configuration.Proxies.Select(proxy => (proxy.Name, proxy.Args.Ssh)))
            .Where(node => node.Ssh.HostKey is null)
            .Select(node => $"{node.Name}: the host key of {node.Ssh.Host} is not checked (acceptUnknownHostKey)."),
        .. configuration.Accounts
            .Where(account => account.Requirement == AccountRequirement.Issuer)
            .Select(account => $"account '{account.User}': require is ISSUER, the name of the CA, which changes with each CA generation: "
                + "whoever still has a certificate of the one before does not get in from then on. SUBJECT does not change."),
        .. configuration.Accounts
            .Where(account => account.Requirement == AccountRequirement.X509 && configuration.Nodes.Any(node =>
                account.Nodes.Contains(node.Name) && node.Args.Certificates.Authority?.Brought is not null))
            .Select(account => $"account '{account.User}': require is X509, which lets in whoever has any client certificate below the root of your CA, "
                + "those that others were given for other purposes as well. SUBJECT lets in its own alone."),
        .. configuration.Accounts
            .Where(account => account is
            {
                Authentication: AccountAuthentication.CertificateOnly,
                Requirement: AccountRequirement.X509 or AccountRequirement.Issuer,
            })
            .Select(account => $"account '{account.User}': without a password, {account.Requirement.Word()} lets in whoever has any certificate "
                + "of a node's CA, those of its other accounts as well. SUBJECT lets in its own alone."),
    ];
}
