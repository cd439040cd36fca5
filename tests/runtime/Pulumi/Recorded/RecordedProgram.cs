using Pulumi.Command.Remote.Inputs;
using Pulumi.Tls.Inputs;
using Local = Pulumi.Command.Local;
using Remote = Pulumi.Command.Remote;

namespace Pulumi.Tests.Recorded;

/// <summary>The program that was recorded under the official engine and another official SDK, written for ours.</summary>
internal static class RecordedProgram
{
    private const string Directory = "/NODE/node0";

    public static IDictionary<string, object?> Run()
    {
        var password = Output.CreateSecret("s3cret-value");
        var connection = new ConnectionArgs
        {
            Host = "127.0.0.1",
            Port = 22722,
            PrivateKey = Output.CreateSecret("the SSH key"),
            DialErrorLimit = 2,
        };
        var set = new CertificateSet("node0", "node0.example.test");
        var files = new Remote.Command(
            "node0-files",
            new Remote.CommandArgs
            {
                Connection = connection,
                Create = $"mkdir -p {Directory} && cat > {Directory}/server.pem && stat -c %s {Directory}/server.pem",
                Delete = $"rm -f {Directory}/server.pem",
                Stdin = Output.All(set.ServerCertPem, set.ServerKeyPem).Apply(parts => parts[0] + parts[1]),
                Triggers = new object[] { "1" },
            },
            new CustomResourceOptions { Parent = set });
        _ = new Remote.Command(
            "node0-config",
            new Remote.CommandArgs
            {
                Connection = connection,
                Create = $"printf '%s' \"[mysqld]\\n#require_secure_transport=ON\\n\" > {Directory}/ssl-config.cnf; echo installed",
                Update = "echo updated after \"$PULUMI_COMMAND_STDOUT\"",
                Delete = $"rm -f {Directory}/ssl-config.cnf",
                Environment = { { "SECRET", password } },
                Logging = Remote.Logging.Stderr,
            },
            new CustomResourceOptions { Parent = set, DependsOn = { files } });
        var local = new Local.Command(
            "local",
            new Local.CommandArgs { Create = "echo hello", Triggers = new object[] { "1" } },
            new CustomResourceOptions { DeleteBeforeReplace = true });
        return new Dictionary<string, object?> { ["hello"] = local.Stdout, ["secret"] = password, ["nodes"] = 1 };
    }

    private sealed class CertificateSetArgs : ResourceArgs
    {
        [Input("hostname", required: true)]
        public string Hostname { get; init; } = null!;
    }

    private sealed class CertificateSet : ComponentResource
    {
        private readonly string name;
        private readonly CustomResourceOptions child;

        public CertificateSet(string name, string hostname)
            : base("encryption:index:CertificateSet", name, new CertificateSetArgs { Hostname = hostname })
        {
            this.name = name;
            child = new CustomResourceOptions { Parent = this };
            var (caKey, serverKey, clientKey) = (Key("ca"), Key("server"), Key("client"));
            var ca = new Tls.SelfSignedCert(
                $"{name}-ca-cert",
                new Tls.SelfSignedCertArgs
                {
                    PrivateKeyPem = caKey.PrivateKeyPem,
                    IsCaCertificate = true,
                    ValidityPeriodHours = 87600,
                    AllowedUses = { "cert_signing", "crl_signing" },
                    Subject = new SelfSignedCertSubjectArgs { CommonName = $"{hostname} CA" },
                },
                child);
            var serverRequest = new Tls.CertRequestArgs
            {
                PrivateKeyPem = serverKey.PrivateKeyPem,
                Subject = new CertRequestSubjectArgs { CommonName = hostname },
                DnsNames = { hostname },
                IpAddresses = { "127.0.0.1" },
            };
            var clientRequest = new Tls.CertRequestArgs
            {
                PrivateKeyPem = clientKey.PrivateKeyPem,
                Subject = new CertRequestSubjectArgs { CommonName = "app" },
            };
            ServerCertPem = Leaf("server", serverRequest, ca, caKey, "digital_signature", "key_encipherment", "server_auth").CertPem;
            ServerKeyPem = serverKey.PrivateKeyPem;
            Leaf("client", clientRequest, ca, caKey, "digital_signature", "client_auth");
            CaPem = ca.CertPem;
            RegisterOutputs();
        }

        [Output("caPem")]
        public Output<string> CaPem { get; private set; }

        public Output<string> ServerCertPem { get; }

        public Output<string> ServerKeyPem { get; }

        private Tls.PrivateKey Key(string part)
            => new($"{name}-{part}-key", new Tls.PrivateKeyArgs { Algorithm = "ECDSA", EcdsaCurve = "P256" }, child);

        private Tls.LocallySignedCert Leaf(string part, Tls.CertRequestArgs request, Tls.SelfSignedCert ca, Tls.PrivateKey caKey, params string[] uses)
            => new(
                $"{name}-{part}-cert",
                new Tls.LocallySignedCertArgs
                {
                    CertRequestPem = new Tls.CertRequest($"{name}-{part}-req", request, child).CertRequestPem,
                    CaPrivateKeyPem = caKey.PrivateKeyPem,
                    CaCertPem = ca.CertPem,
                    ValidityPeriodHours = 8760,
                    EarlyRenewalHours = 720,
                    AllowedUses = uses,
                },
                child);
    }
}
