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
                + "from then on nobody logs in with a certificate of the next one. SUBJECT does not change."),
    ];
}
