using EncryptionInTransit.Infra.Ssh;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>nodes[i].ssh</c>; what is absent there comes from <c>ssh</c>.</summary>
internal sealed class SshReader(SectionReader ofAllNodes, ConfigurationSource source)
{
    private readonly Dictionary<string, KnownHostsFile?> _files = [];

    public SshAccess Read(SectionReader node)
    {
        var host = node.Text(SshKeys.Host);
        NodeChecks.Host(node, SshKeys.Host, host);
        var port = For(node, SshKeys.Port).Number(SshKeys.Port);
        var access = new SshAccess
        {
            Host = host ?? "",
            Port = port,
            User = For(node, SshKeys.User).Text(SshKeys.User) ?? "",
            HostKey = HostKey(node, host, port),
            PrivateKey = For(node, SshKeys.PrivateKey).Text(SshKeys.PrivateKey),
            PrivateKeyPassword = For(node, SshKeys.PrivateKeyPassword).Text(SshKeys.PrivateKeyPassword),
            Password = For(node, SshKeys.Password).Text(SshKeys.Password),
            AgentSocketPath = For(node, SshKeys.AgentSocketPath).Text(SshKeys.AgentSocketPath),
            DialErrorLimit = For(node, SshKeys.DialErrorLimit).Number(SshKeys.DialErrorLimit),
            PerDialTimeout = For(node, SshKeys.PerDialTimeout).Number(SshKeys.PerDialTimeout),
        };
        Login(node, access);
        return access;
    }

    /// <summary>The section whose value counts for this node.</summary>
    private SectionReader For(SectionReader node, Key key) => node.Has(key) ? node : ofAllNodes;

    private void Login(SectionReader node, SshAccess access)
    {
        var key = For(node, SshKeys.PrivateKey);
        if (access.PrivateKey is not null)
        {
            if (PrivateKeyText.WhyUnusable(access.PrivateKey, access.PrivateKeyPassword) is { } why)
                key.Mistakes.Invalid(key.PathOf(SshKeys.PrivateKey), why);
        }
        else if (!key.Has(SshKeys.PrivateKey) && access.Password is null && access.AgentSocketPath is null && !source.HasSshAgent)
        {
            ofAllNodes.Mistakes.Missing(ofAllNodes.PathOf(SshKeys.PrivateKey), SshKeys.PrivateKey);
        }
    }

    private string? HostKey(SectionReader node, string? host, int port)
    {
        var accepting = For(node, SshKeys.AcceptUnknownHostKey);
        var accept = accepting.Flag(SshKeys.AcceptUnknownHostKey);
        if (node.Has(SshKeys.HostKey))
        {
            if (accept)
                accepting.Mistakes.NotTogether(accepting.PathOf(SshKeys.AcceptUnknownHostKey),
                    $"is true, and {node.PathOf(SshKeys.HostKey)} gives the key. Take one of them out.");
            return FromConfiguration(node);
        }
        var files = For(node, SshKeys.KnownHosts);
        if (files.Has(SshKeys.KnownHosts))
            return FromFile(node, files, host, port, accept);
        if (!accept)
            node.Mistakes.Missing(node.PathOf(SshKeys.HostKey), SshKeys.HostKey with
            {
                Meaning = $"{SshKeys.HostKey.Meaning} Or name a file under ssh.knownHosts.",
            });
        return null;
    }

    private static string? FromConfiguration(SectionReader node)
    {
        if (node.Text(SshKeys.HostKey) is not { } text)
            return null;
        if (PublicHostKey.TryParse(text, out var key, out var why))
            return key.ToString();
        node.Mistakes.Invalid(node.PathOf(SshKeys.HostKey), why);
        return null;
    }

    private string? FromFile(SectionReader node, SectionReader files, string? host, int port, bool accept)
    {
        if (files.Text(SshKeys.KnownHosts) is not { } path || host is null || File(files, path) is not { } file)
            return null;
        if (file.Find(host, port) is { } key)
            return key.ToString();
        if (!accept)
            node.Mistakes.Missing(node.PathOf(SshKeys.HostKey), SshKeys.HostKey with
            {
                Meaning = $"{path} has no key for {KnownHostsFile.NameOf(host, port)} either. {SshKeys.HostKey.Meaning}",
            });
        return null;
    }

    private KnownHostsFile? File(SectionReader section, string path)
    {
        if (_files.TryGetValue(path, out var known))
            return known;
        try
        {
            known = KnownHostsFile.Parse(System.IO.File.ReadAllLines(FullPath(path)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            section.Mistakes.Invalid(section.PathOf(SshKeys.KnownHosts),
                $"cannot be read: {problem.Message} Correct the path; a relative one starts at {source.RootDirectory}.");
        }
        return _files[path] = known;
    }

    private string FullPath(string path) => path.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
        : Path.GetFullPath(path, source.RootDirectory);
}
