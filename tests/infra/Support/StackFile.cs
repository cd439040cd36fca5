using EncryptionInTransit.Infra.Configuration;

namespace EncryptionInTransit.Tests.Support;

/// <summary>A small configuration without a mistake, in which a test breaks one thing.</summary>
internal static class StackFile
{
    public const string HostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBO6sV8wjmrJzAIJZr6DHZfXuOICzySb7mTFu6wjHjWo";

    public const string TwoNodes = $$"""
        nodes:
          - name: db1
            kind: mariadb
            hostname: db1.example.com
            ssh: { host: 10.0.0.11, hostKey: "{{HostKey}}" }
          - name: db2
            kind: mysql
            hostname: db2.example.com
            ssh: { host: 10.0.0.12, hostKey: "{{HostKey}}" }

        """;

    public static StackConfiguration Read(string config, params string[] encrypted)
    {
        var (configuration, mistakes) = ConfigurationReader.Read(Yaml.Source(config, encrypted));
        Assert.Empty(mistakes);
        return configuration;
    }

    public static IReadOnlyList<Mistake> MistakesIn(string config, params string[] encrypted) =>
        ConfigurationReader.Read(Yaml.Source(config, encrypted)).Mistakes;

    /// <summary>The only mistake of a configuration.</summary>
    public static Mistake MistakeIn(string config, params string[] encrypted) => Assert.Single(MistakesIn(config, encrypted));

    /// <summary>The two nodes, with something replaced.</summary>
    public static string With(string old, string @new)
    {
        Assert.Contains(old, TwoNodes);
        return TwoNodes.Replace(old, @new);
    }
}
