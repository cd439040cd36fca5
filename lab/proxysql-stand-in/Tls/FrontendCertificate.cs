using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Tls;

/// <summary>The certificate that both ports serve: three files in the data directory, loaded at start and by PROXYSQL RELOAD TLS.</summary>
internal sealed class FrontendCertificate(string dataDirectory)
{
    private readonly string _key = Path.Combine(dataDirectory, "proxysql-key.pem");
    private readonly string _certificate = Path.Combine(dataDirectory, "proxysql-cert.pem");
    private readonly string _ca = Path.Combine(dataDirectory, "proxysql-ca.pem");

    private volatile nint _context;

    /// <summary>What new connections get. An earlier one is never freed: sessions may still use it.</summary>
    public nint Context => _context;

    /// <summary>Loads the files; makes them when there is none.</summary>
    /// <exception cref="TlsException">Only some of them are there, or one cannot be used: ProxySQL does not start then.</exception>
    public void LoadOrCreate()
    {
        if (CountFiles() == 0)
            Create();
        if (CountFiles() != 3)
            throw new TlsException("Only some SSL files are present. Either all files are present, or none. Exiting.");
        Load();
    }

    /// <summary>Loads the files anew. On any failure what was served before is still served.</summary>
    /// <exception cref="TlsException">Why not, in ProxySQL's words.</exception>
    public void Reload()
    {
        if (CountFiles() is var present and not 3)
            throw new TlsException($"RELOAD TLS failed: {present} TLS files are present. Expected: 3");
        Load();
    }

    private int CountFiles() => new[] { _key, _certificate, _ca }.Count(CanRead);

    private static bool CanRead(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Load()
    {
        OpenSsl.ERR_clear_error();
        var key = Read(_key, "PrivateKey", bio => OpenSsl.PEM_read_bio_PrivateKey(bio, 0, 0, 0));
        var ca = Read(_ca, "X509", bio => OpenSsl.PEM_read_bio_X509(bio, 0, 0, 0));
        var certificate = Read(_certificate, "X509", bio => OpenSsl.PEM_read_bio_X509(bio, 0, 0, 0));

        var context = OpenSsl.SSL_CTX_new(OpenSsl.TLS_server_method());
        OpenSsl.SSL_CTX_ctrl(context, OpenSsl.SetAutomaticDh, 1, 0);
        Check(OpenSsl.SSL_CTX_use_certificate(context, certificate), "Unable to use SSL certificate");
        Check((int)OpenSsl.SSL_CTX_ctrl(context, OpenSsl.AddExtraChainCertificate, 0, ca), "Unable to use SSL CA chain");
        Check(OpenSsl.SSL_CTX_use_PrivateKey(context, key), "Unable to use SSL key");
        Check(OpenSsl.SSL_CTX_check_private_key(context), "Private key does not match the public certificate");
        Check(OpenSsl.SSL_CTX_load_verify_locations(context, _ca, _ca), "Unable to load CA certificates location for verification");
        unsafe
        {
            OpenSsl.SSL_CTX_set_verify(context, OpenSsl.VerifyPeer | OpenSsl.VerifyClientOnce, &OpenSsl.AcceptAny);
        }
        OpenSsl.SSL_CTX_set_options(context, OpenSsl.NoTicket);
        OpenSsl.SSL_CTX_ctrl(context, OpenSsl.SetSessionCacheMode, 0, 0);
        _context = context;
    }

    private static nint Read(string path, string what, Func<nint, nint> read)
    {
        var bio = OpenSsl.BIO_new_file(path, "r");
        if (bio == 0)
            throw new TlsException($"Error on BIO_new_file() while reading {path}");
        var result = read(bio);
        OpenSsl.BIO_free(bio);
        return result != 0 ? result : throw new TlsException($"Error on PEM_read_bio_{what}() for {path}");
    }

    private static void Check(int success, string message)
    {
        if (success != 1)
            throw new TlsException(message);
    }

    // One key for both, no SAN, readable by all: as ProxySQL makes them.
    private void Create()
    {
        Log.Info($"No SSL keys/certificates found in datadir ({dataDirectory}). Generating new keys/certificates.");
        using var key = RSA.Create(2048);
        var now = DateTimeOffset.UtcNow;
        var end = now.AddDays(3650);
        var serial = BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((int)now.ToUnixTimeSeconds()));
        using var ca = Request("ProxySQL_Auto_Generated_CA_Certificate", key, isCa: true).CreateSelfSigned(now, end);
        using var certificate = Request("ProxySQL_Auto_Generated_Server_Certificate", key, isCa: false)
            .Create(ca.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), now, end, serial);
        File.WriteAllText(_key, key.ExportRSAPrivateKeyPem() + "\n");
        File.WriteAllText(_ca, ca.ExportCertificatePem() + "\n");
        File.WriteAllText(_certificate, certificate.ExportCertificatePem() + "\n");
    }

    private static CertificateRequest Request(string name, RSA key, bool isCa)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isCa, false, 0, critical: true));
        return request;
    }
}

/// <summary>The certificate's files cannot be used.</summary>
internal sealed class TlsException(string message) : Exception(message);
