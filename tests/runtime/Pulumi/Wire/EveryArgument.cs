using Pulumi.Command.Remote.Inputs;
using Pulumi.Tests.Support;
using Pulumi.Tls.Inputs;
using Local = Pulumi.Command.Local;
using Remote = Pulumi.Command.Remote;

namespace Pulumi.Tests.Wire;

/// <summary>Resources with all of their arguments: each arrives under its name, in its shape, and secret if it always is. The others are in Packages and Recorded.</summary>
public sealed class EveryArgument : ProgramTest
{
    [Fact]
    public async Task RemoteCommand()
    {
        await UpdateAsync(() => _ = new Remote.Command("r", new Remote.CommandArgs
        {
            AddPreviousOutputInEnv = false,
            Connection = new ConnectionArgs
            {
                AgentSocketPath = "/agent",
                DialErrorLimit = 3,
                Host = "h",
                HostKey = "key",
                Password = "pw",
                PerDialTimeout = 4,
                Port = 2222,
                PrivateKey = "pk",
                PrivateKeyPassword = "pp",
                User = "u",
                Proxy = new ProxyConnectionArgs
                {
                    AgentSocketPath = "/agent2",
                    DialErrorLimit = 5,
                    Host = "via",
                    HostKey = "key2",
                    Password = "pw2",
                    PerDialTimeout = 6,
                    Port = 23,
                    PrivateKey = "pk2",
                    PrivateKeyPassword = "pp2",
                    User = "u2",
                },
            },
            Create = "c",
            Delete = "d",
            Environment = { ["A"] = "1" },
            Logging = Remote.Logging.None,
            Stdin = "in",
            Triggers = new object[] { 1, "two" },
            Update = "u",
        }));

        Json.AssertEqual(
            $$"""
            { "addPreviousOutputInEnv": false, "create": "c", "delete": "d", "environment": { "A": "1" }, "logging": "none", "stdin": "in",
              "triggers": [1, "two"], "update": "u", "connection": {{Secret("""
                { "agentSocketPath": "/agent", "dialErrorLimit": 3, "host": "h", "hostKey": "key", "perDialTimeout": 4, "port": 2222, "user": "u",
                  "password": $pw$, "privateKey": $pk$, "privateKeyPassword": $pp$, "proxy": {
                  "agentSocketPath": "/agent2", "dialErrorLimit": 5, "host": "via", "hostKey": "key2", "perDialTimeout": 6, "port": 23, "user": "u2",
                  "password": $pw2$, "privateKey": $pk2$, "privateKeyPassword": $pp2$ } }
                """)}} }
            """,
            Engine.Registration("r").Object);
    }

    [Fact]
    public async Task LocalCommand()
    {
        await UpdateAsync(() => _ = new Local.Command("l", new Local.CommandArgs
        {
            AddPreviousOutputInEnv = true,
            ArchivePaths = { "*.a", "!b" },
            AssetPaths = { "*.c" },
            Create = "c",
            Delete = "d",
            Dir = "/dir",
            Environment = { ["A"] = "1" },
            Interpreter = { "/bin/bash", "-c" },
            Logging = Local.Logging.Stdout,
            Stdin = "in",
            Triggers = new object[] { true },
            Update = "u",
        }));

        Json.AssertEqual(
            """
            { "addPreviousOutputInEnv": true, "archivePaths": ["*.a", "!b"], "assetPaths": ["*.c"], "create": "c", "delete": "d", "dir": "/dir",
              "environment": { "A": "1" }, "interpreter": ["/bin/bash", "-c"], "logging": "stdout", "stdin": "in", "triggers": [true], "update": "u" }
            """,
            Engine.Registration("l").Object);
    }

    [Fact]
    public async Task SelfSignedCert()
    {
        await UpdateAsync(() => _ = new Tls.SelfSignedCert("s", new Tls.SelfSignedCertArgs
        {
            AllowedUses = { "cert_signing" },
            DnsNames = { "a" },
            EarlyRenewalHours = 2,
            IpAddresses = { "192.0.2.1" },
            IsCaCertificate = true,
            MaxPathLength = 1,
            PrivateKeyPem = "pk",
            SetAuthorityKeyId = true,
            SetSubjectKeyId = true,
            Uris = { "spiffe://x" },
            ValidityPeriodHours = 10,
            Subject = new SelfSignedCertSubjectArgs
            {
                CommonName = "cn",
                Country = "c",
                EmailAddress = "e",
                Locality = "l",
                Organization = "o",
                OrganizationalUnit = "ou",
                PostalCode = "p",
                Province = "pr",
                SerialNumber = "sn",
                StreetAddresses = { "s1", "s2" },
            },
        }));

        Json.AssertEqual(
            $$"""
            { "allowedUses": ["cert_signing"], "dnsNames": ["a"], "earlyRenewalHours": 2, "ipAddresses": ["192.0.2.1"], "isCaCertificate": true,
              "maxPathLength": 1, "privateKeyPem": {{Secret("\"pk\"")}}, "setAuthorityKeyId": true, "setSubjectKeyId": true, "uris": ["spiffe://x"],
              "validityPeriodHours": 10, "subject": { "commonName": "cn", "country": "c", "emailAddress": "e", "locality": "l", "organization": "o",
              "organizationalUnit": "ou", "postalCode": "p", "province": "pr", "serialNumber": "sn", "streetAddresses": ["s1", "s2"] } }
            """,
            Engine.Registration("s").Object);
    }

    [Fact]
    public async Task LocallySignedCert()
    {
        await UpdateAsync(() => _ = new Tls.LocallySignedCert("l", new Tls.LocallySignedCertArgs
        {
            AllowedUses = { "server_auth" },
            CaCertPem = "ca",
            CaPrivateKeyPem = "pk",
            CertRequestPem = "rq",
            EarlyRenewalHours = 1,
            IsCaCertificate = false,
            MaxPathLength = 0,
            SetSubjectKeyId = true,
            ValidityPeriodHours = 5,
        }));

        Json.AssertEqual(
            $$"""
            { "allowedUses": ["server_auth"], "caCertPem": "ca", "caPrivateKeyPem": {{Secret("\"pk\"")}}, "certRequestPem": "rq", "earlyRenewalHours": 1,
              "isCaCertificate": false, "maxPathLength": 0, "setSubjectKeyId": true, "validityPeriodHours": 5 }
            """,
            Engine.Registration("l").Object);
    }

    /// <summary>The value as a secret; <c>$x$</c> in it is the secret text x.</summary>
    private static string Secret(string json) =>
        $$"""{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": {{SecretTexts(json)}} }""";

    private static string SecretTexts(string json) =>
        System.Text.RegularExpressions.Regex.Replace(json, @"\$(\w+)\$", text => Secret($"\"{text.Groups[1].Value}\""));
}
