namespace EncryptionInTransit.Infra.Configuration;

/// <summary>What must be true of an account, and of accounts side by side.</summary>
internal static class AccountChecks
{
    private const int LongestHost = 255;

    /// <summary>Accounts that servers and Debian's scripts use themselves, over the unix socket and without TLS.</summary>
    private static readonly string[] OfTheServer =
        ["root", "mysql", "mariadb.sys", "mysql.sys", "mysql.session", "mysql.infoschema", "debian-sys-maint"];

    /// <param name="nodes">Those where the account is.</param>
    public static void Check(SectionReader section, AccountConfiguration account, IReadOnlyList<NodeConfiguration> nodes, string? proofUser)
    {
        var user = section.PathOf(AccountKeys.User);
        User(section, account.User, user);
        Host(section, account.Host);

        if (OfTheServer.Contains(account.User) || account.User.StartsWith("mysql.", StringComparison.Ordinal))
            section.Mistakes.Invalid(user, $"'{account.User}' is an account of the server itself, which uses it without TLS: it would be locked out. Take the entry out.");
        else if (account.User.Length > 0 && account.User == proofUser)
            section.Mistakes.Invalid(user, $"'{account.User}' is the account of the proof (proof.user), which has no certificate. Take the entry out, or give the proof another account.");
        else if (nodes.FirstOrDefault(node => node.Args.Administrator?.User == account.User) is { } node)
            section.Mistakes.Invalid(user, $"'{account.User}' is the account that the node tool itself uses on {node.Name} (database.adminUser): it would be locked out. Take the entry out, or this node out of its nodes.");

        if (account is { Authentication: AccountAuthentication.CertificateOnly, Requirement: AccountRequirement.Ssl })
            section.Mistakes.NotTogether(section.PathOf(AccountKeys.Authentication),
                "is certificateOnly, and require is SSL, which asks for no certificate: anybody could log in without a password. Set require to SUBJECT, or take authentication out.");
    }

    /// <summary>Two entries for one account would ask two things of it.</summary>
    public static void Distinct(IReadOnlyList<SectionReader> sections, IReadOnlyList<AccountConfiguration> accounts)
    {
        foreach (var (index, account) in accounts.Index())
        {
            var earlier = accounts.Take(index).Index().FirstOrDefault(entry =>
                entry.Item.User == account.User && account.User.Length > 0
                && entry.Item.Nodes.Intersect(account.Nodes).Any()
                && (entry.Item.Host is null || account.Host is null || string.Equals(entry.Item.Host, account.Host, StringComparison.OrdinalIgnoreCase)));
            if (earlier.Item is null)
                continue;
            var (section, first) = (sections[index], sections[earlier.Index]);
            if (earlier.Item.Host is null == account.Host is null)
                section.Mistakes.Duplicate(section.Path, Name(account), first.Path, "Take one of them out.");
            else
                section.Mistakes.NotTogether(section.Path,
                    $"'{Name(account)}' overlaps with {first.Path}: an entry without host is for every account of that user. Give each entry a host, or take one out.");
        }
    }

    private static void User(SectionReader section, string user, string path)
    {
        if (user.Any(char.IsControl))
            section.Mistakes.Invalid(path, "has a tab, a line break or another control character. Correct it.");
        if (user.Length > CertificateNames.LongestCommonName)
            section.Mistakes.Invalid(path,
                $"has {user.Length} characters; the common name of its certificate has room for {CertificateNames.LongestCommonName}. Rename the account on its nodes.");
    }

    private static void Host(SectionReader section, string? host)
    {
        if (host is null)
            return;
        var path = section.PathOf(AccountKeys.Host);
        if (host == "*")
            section.Mistakes.Invalid(path, "is '*', which is no host part. For every account of that user take the key out; for the account 'user'@'%' write '%', in quotes.");
        else if (host.Length > LongestHost || host.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == '@'))
            section.Mistakes.Invalid(path, $"'{host}' is no host part of an account. Write it as SELECT host FROM mysql.user shows it.");
    }

    private static string Name(AccountConfiguration account) => account.Host is null ? account.User : $"{account.User}@{account.Host}";
}
