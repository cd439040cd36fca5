using Pulumi.Command.Local;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;

namespace Pulumi.Benchmark.Fleet;

/// <summary>Ten resources in the shape of a secured node: three keys, a CA, two requests, two certificates, a command.</summary>
internal sealed class Node : ComponentResource
{
    private const int Hours = 8760;

    public Node(string name)
        : base("benchmark:index:Node", name)
    {
        var caKey = Key($"{name}-ca-key");
        var ca = new SelfSignedCert($"{name}-ca", new SelfSignedCertArgs
        {
            PrivateKeyPem = caKey.PrivateKeyPem,
            Subject = new SelfSignedCertSubjectArgs { CommonName = $"{name} CA" },
            IsCaCertificate = true,
            ValidityPeriodHours = 10 * Hours,
            AllowedUses = { "cert_signing", "crl_signing" },
        }, Child());
        var (serverKey, server) = Certificate($"{name}-server", "server_auth", caKey, ca);
        var (_, client) = Certificate($"{name}-client", "client_auth", caKey, ca);
        var files = new Command.Local.Command($"{name}-files", new CommandArgs
        {
            Create = "sha256sum",
            Stdin = Output.Format($"{ca.CertPem}{server.CertPem}{serverKey.PrivateKeyPem}{client.CertPem}"),
        }, Child());
        RegisterOutputs(new Dictionary<string, object?> { ["digest"] = files.Stdout });
    }

    private PrivateKey Key(string name) => new(name, new PrivateKeyArgs { Algorithm = "ECDSA", EcdsaCurve = "P256" }, Child());

    private (PrivateKey Key, LocallySignedCert Certificate) Certificate(string name, string use, PrivateKey caKey, SelfSignedCert ca)
    {
        var key = Key($"{name}-key");
        var request = new CertRequest($"{name}-request", new CertRequestArgs
        {
            PrivateKeyPem = key.PrivateKeyPem,
            Subject = new CertRequestSubjectArgs { CommonName = $"{name}.example.com" },
        }, Child());
        return (key, new LocallySignedCert($"{name}-certificate", new LocallySignedCertArgs
        {
            CertRequestPem = request.CertRequestPem,
            CaPrivateKeyPem = caKey.PrivateKeyPem,
            CaCertPem = ca.CertPem,
            ValidityPeriodHours = Hours,
            AllowedUses = { "digital_signature", use },
        }, Child()));
    }

    private CustomResourceOptions Child() => new() { Parent = this };
}
