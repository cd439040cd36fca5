using System.Security.Cryptography;
using System.Text;
using CliWrap;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>A certificate authority made by openssl in a folder of its own, which goes with it.</summary>
internal sealed class Authority : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("node-tool-").FullName;
    private readonly string _hostname;
    private readonly string _address;

    private Authority(string hostname, string address)
    {
        _hostname = hostname;
        _address = address;
    }

    public static async Task<Authority> CreateAsync(string hostname, string address, int generation = 1)
    {
        var authority = new Authority(hostname, address);
        await authority.OpenSslAsync("genpkey", "-quiet", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ca.key");
        await authority.OpenSslAsync(
            "req", "-x509", "-new", "-key", "ca.key", "-subj", $"/CN={hostname} CA {generation}", "-days", "30", "-out", "root.crt");
        return authority;
    }

    public string Root => Read("root.crt");

    /// <summary>SHA-256 of its key, as a claim names it.</summary>
    public string KeySha256
    {
        get
        {
            using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(Root);
            return Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        }
    }

    /// <summary>New keys and certificates for both sides, valid from now on.</summary>
    /// <param name="days">Negative: they are expired.</param>
    /// <param name="serverUsage">What the server's certificate is for.</param>
    public async Task<Certificates> IssueAsync(KeyKind keys = KeyKind.Rsa, int days = 20, string serverUsage = "serverAuth")
    {
        await IssueAsync("server", keys, days, serverUsage);
        await IssueAsync("client", keys, days, "clientAuth");
        return new Certificates(Read("root.crt"), Read("server.crt"), Read("server.key"), Read("client.crt"), Read("client.key"));
    }

    /// <summary>A client's key and certificate, for a login.</summary>
    /// <param name="subject">As for openssl's <c>-subj</c>: <c>/CN=app</c>.</param>
    /// <param name="usage">What the certificate is for.</param>
    public async Task<ClientCertificate> IssueClientAsync(string subject, string usage = "clientAuth")
    {
        await OpenSslAsync("genpkey", "-quiet", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "account.key");
        await OpenSslAsync(
            "req", "-new", "-utf8", "-key", "account.key", "-subj", subject, "-out", "account.csr", "-addext", $"extendedKeyUsage={usage}");
        await OpenSslAsync(
            "x509", "-req", "-in", "account.csr", "-CA", "root.crt", "-CAkey", "ca.key", "-copy_extensions", "copy", "-out", "account.crt", "-days", "20");
        return new ClientCertificate(Read("account.crt"), Read("account.key"));
    }

    /// <summary>The certificate for a request that a node has printed.</summary>
    public async Task<string> SignAsync(string request)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "node.csr"), request);
        await OpenSslAsync(
            "x509", "-req", "-in", "node.csr", "-CA", "root.crt", "-CAkey", "ca.key", "-copy_extensions", "copy", "-out", "node.crt", "-days", "20");
        return Read("node.crt");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task IssueAsync(string side, KeyKind keys, int days, string usage)
    {
        string[] algorithm = keys == KeyKind.Rsa
            ? ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
            : ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
        await OpenSslAsync(["genpkey", "-quiet", "-algorithm", .. algorithm, "-out", $"{side}.key"]);
        await OpenSslAsync(
            "req", "-new", "-key", $"{side}.key", "-subj", $"/CN={_hostname}", "-out", $"{side}.csr",
            "-addext", $"subjectAltName=DNS:{_hostname},IP:{_address}", "-addext", $"extendedKeyUsage={usage}");
        await OpenSslAsync([
            "x509", "-req", "-in", $"{side}.csr", "-CA", "root.crt", "-CAkey", "ca.key", "-copy_extensions", "copy",
            "-out", $"{side}.crt", "-days", $"{days}"]);
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));

    private async Task OpenSslAsync(params string[] arguments) => await Cli.Wrap("openssl")
        .WithWorkingDirectory(_folder)
        .WithArguments(arguments)
        .ExecuteAsync();
}

internal enum KeyKind
{
    Rsa,
    Ecdsa,
}

/// <summary>What is installed on a node, as PEM.</summary>
internal sealed record Certificates(string Root, string Server, string ServerKey, string Client, string ClientKey)
{
    public string ServerGeneration => Generation(Root + Server);

    public string ClientGeneration => Generation(Root + Client);

    /// <summary>SHA-256 of the server certificate, in lower case.</summary>
    public string Fingerprint
    {
        get
        {
            using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(Server);
            return Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        }
    }

    private static string Generation(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}

/// <summary>What an account logs in with, as PEM.</summary>
internal sealed record ClientCertificate(string Certificate, string Key);
