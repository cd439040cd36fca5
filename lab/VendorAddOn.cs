using System.Globalization;
using CliWrap;

namespace EncryptionInTransit.Lab;

/// <summary>
/// A database node as the vendor's SSL add-on leaves it: one CA whose key stays on the node, certificates of X.509 version 1
/// without alternative names, its config file and scripts, and none of the certificates that the server had made for itself.
/// </summary>
/// <param name="Root">The certificate of its CA, as PEM.</param>
/// <param name="Client">The certificate that its clients show, as PEM.</param>
/// <param name="ClientKey">The key of that, as PEM.</param>
/// <param name="RootKey">The key of its CA, as PEM.</param>
public sealed record VendorAddOn(string Root, string RootKey, string Client, string ClientKey)
{
    /// <summary>The name of its CA, as OpenSSL writes it on one line.</summary>
    public const string CaName = $"{Subject}/CN=sqldb.env-1";

    public const string Keys = "/var/lib/jelastic/keys/SSL-TLS";

    /// <summary>Which paths a new container takes along.</summary>
    public const string RedeployList = "/etc/jelastic/redeploy.conf";

    private const string Subject = "/C=CH/ST=8200/L=Schaffhausen/O=Virtuozzo International GmbH";

    private const string ConfigFile = "/etc/mysql/conf.d/ssl-config.cnf";

    // What marks the scripts; nothing here runs them.
    private const string CertificateScript =
        """
        #!/bin/bash
        . /etc/jelastic/metainf.conf
        : makes root.key, root.crt, server.key, server.crt

        """;

    private const string CopyScript =
        """
        #!/bin/bash
        getCert() { openssl enc -base64 -aes-256-cbc -pass "pass:$KEY_PASS" -in "$1"; }

        """;

    /// <summary>What the platform has on a node, add-on or not.</summary>
    public static async Task PreparePlatformAsync(LabNode node)
    {
        await node.PutFileAsync("/etc/jelastic/metainf.conf", $"COMPUTE_TYPE={node.Server}\n");
        await node.PutFileAsync(RedeployList, "/var/lib/mysql\n/etc/mysql\n", "0640");
        await node.PutFileAsync("/.jelenv", "export MASTER_ID=1\n");
        (await node.RunAsync("mkdir -p /var/lib/jelastic/keys")).MustSucceed();
    }

    /// <summary>Lays it out and restarts the server, which has TLS then. <see cref="PreparePlatformAsync"/> comes before.</summary>
    /// <param name="refusesPlaintext">A person has taken the <c>#</c> off <c>require_secure_transport=ON</c>.</param>
    public static async Task<VendorAddOn> InstallAsync(LabNode node, bool refusesPlaintext = false)
    {
        var folder = Directory.CreateTempSubdirectory("add-on-");
        try
        {
            await IssueAsync(folder.FullName, node.Hostname);
            string Read(string file) => File.ReadAllText(Path.Combine(folder.FullName, file));
            var addOn = new VendorAddOn(Read("root.crt"), Read("root.key"), Read("client.crt"), Read("client.key"));
            foreach (var file in new[] { "root.crt", "root.key", "server.crt", "server.key" })
                await node.PutFileAsync($"{Keys}/server/{file}", Read(file), "0600");
            foreach (var file in new[] { "client.crt", "client.key" })
                await node.PutFileAsync($"{Keys}/client/{file}", Read(file), "0600");
            await node.PutFileAsync(ConfigFile, Configuration(node, refusesPlaintext), owner: "mysql:mysql");
            await node.PutFileAsync("/usr/local/sbin/selfcertgen", CertificateScript, "0755", "mysql:mysql");
            await node.PutFileAsync("/usr/local/sbin/copyCert", CopyScript, "0755");
            (await node.RunAsync(
                $"""
                set -e
                ln -s {Keys}/server/root.crt {Keys}/client/root.crt
                chown -R mysql:mysql {Keys}
                rm -f /var/lib/mysql/*.pem
                echo {Keys} >>{RedeployList}
                echo '!includedir /etc/mysql/conf.d/' >>/etc/my.cnf
                echo 'export KEY_PASS=secret' >>/.jelenv
                service {node.Service} restart
                """)).MustSucceed();
            return addOn;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Configuration(LabNode node, bool refusesPlaintext) => string.Create(CultureInfo.InvariantCulture,
        $"""
        {(node.Server == "mariadb" ? "[sst]\nssl-mode=DISABLED\n" : "")}[mysqld]
        ssl_ca={Keys}/server/root.crt
        ssl_cert={Keys}/server/server.crt
        ssl_key={Keys}/server/server.key
        #ssl-cipher=ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES256-SHA
        {(refusesPlaintext ? "" : "#")}require_secure_transport=ON

        """);

    private static async Task IssueAsync(string folder, string hostname)
    {
        await OpenSslAsync("req", "-new", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "3650", "-subj", CaName, "-keyout", "root.key", "-out", "root.crt");
        foreach (var (side, name) in new[] { ("server", hostname), ("client", "root") })
        {
            await OpenSslAsync("req", "-new", "-nodes", "-newkey", "rsa:2048", "-subj", $"{Subject}/CN={name}", "-keyout", $"{side}.key", "-out", $"{side}.csr");
            await OpenSslAsync("x509", "-req", "-in", $"{side}.csr", "-CA", "root.crt", "-CAkey", "root.key", "-set_serial", "01", "-days", "365", "-out", $"{side}.crt");
        }

        async Task OpenSslAsync(params string[] arguments) =>
            await Cli.Wrap("openssl").WithWorkingDirectory(folder).WithArguments(arguments).ExecuteAsync();
    }
}
