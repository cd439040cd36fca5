using System.Text.Json;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads the whole configuration and checks it before anything is touched.</summary>
public static class ConfigurationReader
{
    /// <summary>Either no mistakes, or a configuration that must not be used.</summary>
    public static (StackConfiguration Configuration, IReadOnlyList<Mistake> Mistakes) Read(ConfigurationSource source)
    {
        var mistakes = new Mistakes();
        UnknownKeys(source, mistakes);

        var certificates = CertificateReader.Read(Section(source, RootKeys.Certificates, mistakes));
        var authorities = new AuthorityReader(certificates, source.Now).Read(Sections(source, RootKeys.Authorities, mistakes) ?? []);
        var tls = TlsReader.Read(Section(source, RootKeys.Tls, mistakes));
        var ssh = new SshReader(Section(source, RootKeys.Ssh, mistakes), source);
        var groupSections = Sections(source, RootKeys.Groups, mistakes) ?? [];
        var groups = groupSections.Select(GroupReader.Read).ToList();
        var (nodes, proxies) = new NodeReader(
            certificates, authorities, tls, ReissueReader.Read(Section(source, RootKeys.Reissue, mistakes)), ssh, groups, mistakes).Read(Nodes(source, mistakes));
        GroupChecks.Check(groupSections, groups, nodes, proxies);
        var (account, timeout) = ProofReader.Read(Section(source, RootKeys.Proof, mistakes));
        var handOut = Section(source, RootKeys.HandOut, mistakes);
        var accounts = new AccountReader(nodes, proxies, account?.User, HandOutReader.CaGeneration(handOut))
            .Read(Sections(source, RootKeys.Accounts, mistakes) ?? []);
        authorities.CheckNames(nodes, proxies);
        var folder = HandOutReader.Folder(handOut);
        var prometheus = Section(source, RootKeys.Status, mistakes).Flag(StatusKeys.Prometheus);

        return (new(nodes, proxies, accounts, folder, account, timeout) { Groups = groups, Authorities = authorities.All, Prometheus = prometheus }, mistakes.All);
    }

    private static IReadOnlyList<SectionReader> Nodes(ConfigurationSource source, Mistakes mistakes)
    {
        var nodes = Sections(source, RootKeys.Nodes, mistakes);
        if (nodes is [])
            mistakes.Invalid(RootKeys.Nodes.Name, "has no node. To take TLS off all of them: ./pulumiw destroy");
        return nodes ?? [];
    }

    /// <summary>The sections of a list; null if it is absent or wrong.</summary>
    private static IReadOnlyList<SectionReader>? Sections(ConfigurationSource source, Key key, Mistakes mistakes)
    {
        var list = Value(source, key, mistakes);
        if (list.ValueKind == JsonValueKind.Undefined || (list.ValueKind == JsonValueKind.Null && !key.Required))
            return null;
        if (list.ValueKind != JsonValueKind.Array)
        {
            mistakes.Invalid(key.Name, $"must be a list: each entry starts with '- {key.Section!.Keys[0].Name}: …'.");
            return null;
        }
        var encrypted = source.SecretKeys.Contains(key.Name);
        return [.. list.EnumerateArray().Select((element, index) =>
            new SectionReader(element, key.Section!, $"{key.Name}[{index}]", encrypted, mistakes))];
    }

    private static SectionReader Section(ConfigurationSource source, Key key, Mistakes mistakes) =>
        new(Value(source, key, mistakes), key.Section!, key.Name, source.SecretKeys.Contains(key.Name), mistakes);

    private static JsonElement Value(ConfigurationSource source, Key key, Mistakes mistakes)
    {
        if (!source.Values.TryGetValue(key.Name, out var text))
        {
            if (key.Required)
                mistakes.Missing(key.Name, key);
            return default;
        }
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            mistakes.Invalid(key.Name, key.Type == KeyType.SectionList
                ? "is a text; it must be a list of sections."
                : $"is a text; it must be a section with the keys {string.Join(", ", key.Section!.Keys.Select(inner => inner.Name))}.");
            return default;
        }
    }

    private static void UnknownKeys(ConfigurationSource source, Mistakes mistakes)
    {
        string[] known = [.. RootKeys.All.Keys.Select(key => key.Name)];
        foreach (var name in source.Values.Keys.Except(known).Order(StringComparer.Ordinal))
            mistakes.Unknown(name, name, known);
    }
}
