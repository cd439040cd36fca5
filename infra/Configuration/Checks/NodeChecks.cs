using System.Text.RegularExpressions;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>What must be true of a node, and of nodes side by side.</summary>
internal static partial class NodeChecks
{
    /// <param name="key">Of a node, or of something else that resources are named after.</param>
    public static void Name(SectionReader section, Key key, string? name)
    {
        if (name is not null && !NamePattern().IsMatch(name))
            section.Mistakes.Invalid(section.PathOf(key),
                $"'{name}' is no name for resources: letters, digits, '.', '_' and '-', up to 63 of them, a letter or digit first.");
    }

    public static void Hostname(SectionReader section, string? hostname)
    {
        if (hostname is null)
            return;
        var path = section.PathOf(NodeKeys.Hostname);
        if (!HostNames.IsDnsName(hostname) && !HostNames.IsAddress(hostname))
            section.Mistakes.Invalid(path,
                $"'{hostname}' is neither a DNS name nor an IP address. Write the name that clients connect to, as db1.example.com.");
        else if (hostname.Length > CertificateNames.LongestHostname)
            section.Mistakes.Invalid(path,
                $"has {hostname.Length} characters; the common names made of it leave room for {CertificateNames.LongestHostname}. "
                + "Take a shorter name here, and put this one under alternativeNames.");
    }

    public static void AlternativeNames(SectionReader section, IReadOnlyList<Entry> names)
    {
        foreach (var (path, name) in names)
        {
            if (!HostNames.IsDnsName(name, wildcard: true) && !HostNames.IsAddress(name))
                section.Mistakes.Invalid(path, $"'{name}' is neither a DNS name nor an IP address. Correct it, or take it out.");
        }
    }

    public static void Host(SectionReader section, Key key, string? host)
    {
        if (host is not null && !HostNames.IsHost(host))
            section.Mistakes.Invalid(section.PathOf(key),
                $"'{host}' is neither a DNS name nor an IP address. The port and the user have keys of their own.");
    }

    /// <summary>A name of before is nobody's today: two nodes cannot go on with the same certificates.</summary>
    public static void Renamed(IReadOnlyList<NodeInCommon> nodes)
    {
        var first = new Dictionary<string, string>();
        foreach (var node in nodes)
        {
            if (node.History.Formerly is not { } name)
                continue;
            var path = node.Section.PathOf(NodeKeys.Formerly);
            if (name == node.Name)
                node.Section.Mistakes.Invalid(path, "is the name that the node has. Write the one that it had, or take it out.");
            else if (nodes.FirstOrDefault(other => other.Name == name) is { } other)
                node.Section.Mistakes.NotTogether(path,
                    $"'{name}' is the name of {other.Section.Path}: one node cannot go on as two. Take formerly out, or give that node another name.");
            else if (!first.TryAdd(name, path))
                node.Section.Mistakes.Duplicate(path, name, first[name], "One node cannot go on as two: take one of them out.");
        }
    }

    /// <summary>Two entries for one node would undo each other's work.</summary>
    public static void Distinct(IReadOnlyList<NodeInCommon> nodes)
    {
        Unique(node => node.Name, section => section.PathOf(NodeKeys.Name),
            "Give each node a name of its own.");
        Unique(node => Address(node.Ssh.Host, node.Ssh.Port), section => section.Section(NodeKeys.Ssh).PathOf(SshKeys.Host),
            "Two entries for one node would undo each other's work: take one out.");

        void Unique(Func<NodeInCommon, string> value, Func<SectionReader, string> path, string cure)
        {
            var first = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var node in nodes)
            {
                if (value(node) is { Length: > 0 } text && !first.TryAdd(text, path(node.Section)))
                    node.Section.Mistakes.Duplicate(path(node.Section), text, first[text], cure);
            }
        }
    }

    private static string Address(string host, int port) => host.Length == 0 ? "" : port == 22 ? host : $"{host}:{port}";

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$")]
    private static partial Regex NamePattern();
}
