namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>accounts</c>.</summary>
/// <param name="proofUser">Null if there is none.</param>
/// <param name="caGeneration">Of accounts that have none of their own; null is the oldest one.</param>
internal sealed class AccountReader(
    IReadOnlyList<NodeConfiguration> nodes, IReadOnlyList<ProxyConfiguration> proxies, string? proofUser, int? caGeneration)
{
    public IReadOnlyList<AccountConfiguration> Read(IReadOnlyList<SectionReader> sections)
    {
        var accounts = sections.Select(Read).ToList();
        AccountChecks.Distinct(sections, accounts);
        return accounts;
    }

    private AccountConfiguration Read(SectionReader section)
    {
        var requirement = section.Word<AccountRequirement>(AccountKeys.Require, AccountWords.Word);
        var authentication = section.Word<AccountAuthentication>(AccountKeys.Authentication, AccountWords.Word);
        var account = new AccountConfiguration(
            section.Text(AccountKeys.User) ?? "",
            section.Text(AccountKeys.Host),
            Nodes(section),
            requirement ?? AccountRequirement.X509,
            authentication ?? AccountAuthentication.Password,
            section.OptionalNumber(AccountKeys.CaGeneration) ?? caGeneration,
            section.Number(AccountKeys.Reissue));
        IReadOnlyList<NodeConfiguration> where = [.. nodes.Where(node => account.Nodes.Contains(node.Name))];
        AccountChecks.Check(section, account, where, proofUser);
        CaGenerationChecks.Check(section, account, where);
        return account;
    }

    private IReadOnlyList<string> Nodes(SectionReader section)
    {
        if (section.TextList(AccountKeys.Nodes) is not { } entries)
            return [.. nodes.Select(node => node.Name)];
        if (entries.Count == 0)
            section.Mistakes.Invalid(section.PathOf(AccountKeys.Nodes), "is empty. Name a node, or take the key out: then it is all of them.");
        foreach (var (path, name) in entries)
        {
            if (proxies.Any(proxy => proxy.Name == name))
                section.Mistakes.Invalid(path, $"'{name}' is a ProxySQL node; accounts are those of the databases behind it. Take it out.");
            else if (nodes.All(node => node.Name != name))
                section.Mistakes.NoSuchNode(path, name, [.. nodes.Select(node => node.Name)]);
        }
        return [.. entries.Select(entry => entry.Value).Distinct()];
    }
}
