namespace EncryptionInTransit.Tests.Support;

/// <summary>A configuration without a mistake: a ProxySQL node in front of the two databases of <see cref="StackFile"/>.</summary>
internal static class ProxyFile
{
    public const string Text = $$"""
        nodes:
          - name: db1
            kind: mariadb
            hostname: db1.example.com
            ssh: { host: 10.0.0.11, hostKey: "{{StackFile.HostKey}}" }
          - name: db2
            kind: mysql
            hostname: db2.example.com
            ssh: { host: 10.0.0.12, hostKey: "{{StackFile.HostKey}}" }
            database: { adminUser: tls_admin }
          - name: proxy
            kind: proxysql
            hostname: proxy.example.com
            ssh: { host: 10.0.0.21, hostKey: "{{StackFile.HostKey}}" }
            proxysql:
              adminPassword: swordfish
              backends:
                - { node: db1 }
                - { node: db2, host: db2.lan, port: 3307 }
        proof: { user: proof, password: swordfish }

        """;

    /// <summary>The sections that hold something encrypted.</summary>
    public static readonly string[] Encrypted = ["nodes", "proof"];

    /// <summary>With something replaced.</summary>
    public static string With(string old, string @new)
    {
        Assert.Contains(old, Text);
        return Text.Replace(old, @new);
    }
}
