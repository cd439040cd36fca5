namespace EncryptionInTransit.Infra.Configuration;

/// <summary>
/// What must be true of an account while CAs change: no client is left with certificates of a CA that is dropped. What
/// clients really have only the user knows, so moving on is said for each of them, or for all.
/// </summary>
internal static class CaGenerationChecks
{
    /// <param name="account">Its generation is its own, or that of all.</param>
    /// <param name="nodes">Those where the account is.</param>
    public static void Check(SectionReader section, AccountConfiguration account, IReadOnlyList<NodeConfiguration> nodes)
    {
        var path = section.PathOf(AccountKeys.CaGeneration);
        foreach (var node in nodes)
        {
            var generations = node.Args.Certificates.CaGenerations;
            if (account.CaGeneration is null && generations[0] > 1)
                section.Mistakes.Missing(path, AccountKeys.CaGeneration with
                {
                    Meaning = $"caGenerations of {node.Name} begins with {generations[0]}, and the clients of '{account.User}' may still have certificates of a CA before it. "
                        + "Say which generation they have: here, or for all users at handOut.caGeneration.",
                    Example = $"{generations[0]}",
                });
            else if (account.CaGeneration < generations[0])
                section.Mistakes.Invalid(path, $"is {account.CaGeneration}, and caGenerations of {node.Name} begins with {generations[0]}: the clients of '{account.User}' "
                    + $"would get in no longer. Put {account.CaGeneration} back in front of the list, raise this to {generations[0]}, up, hand the certificates out; then drop it.");
            else if (account.Requirement == AccountRequirement.Issuer && generations.LastOrDefault(one => one <= account.CaGeneration) > generations[0])
                section.Mistakes.NotTogether(path, $"is {account.CaGeneration}, and require is ISSUER, which lets in certificates of one CA alone: from that moment on those that the clients "
                    + $"of '{account.User}' have would not get in. Set require to SUBJECT first, or on the server ALTER USER … REQUIRE SUBJECT; ISSUER can come back when the old generation is dropped.");
            else
                continue;
            return;
        }
        if (nodes.Count > 0 && account.CaGeneration > nodes.Max(node => node.Args.Certificates.CaGenerations[^1]))
            section.Mistakes.Invalid(path, $"is {account.CaGeneration}, and no node of '{account.User}' has that CA: the newest is "
                + $"{nodes.Max(node => node.Args.Certificates.CaGenerations[^1])}. Append it to caGenerations first.");
    }
}
