using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EncryptionInTransit.Proof.Tests.Pki;

namespace EncryptionInTransit.Proof.Tests.Peers;

/// <summary>
/// Greets as MySQL does, shows the issued certificate, and hangs up before it answers the login: what a busy server does
/// after its connect_timeout.
/// </summary>
internal sealed class HangingUp : IAsyncDisposable
{
    /// <summary>SSLRequest: a header of 4 bytes and a body of 32.</summary>
    private const int SslRequestLength = 36;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _service;

    public HangingUp(TestCertificate certificate)
    {
        _certificate = X509Certificate2.CreateFromPem(certificate.Pem, certificate.KeyPem);
        _listener.Start();
        _service = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often somebody came as far as the login.</summary>
    public int Logins { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _service.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _certificate.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            await client.GetStream().WriteAsync(Greeting(), _end.Token);
            await client.GetStream().ReadExactlyAsync(new byte[SslRequestLength], _end.Token);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
            await tls.ReadAtLeastAsync(new byte[1024], 1, throwOnEndOfStream: false, _end.Token);
            Logins++;
        }
    }

    // MySQL's "Protocol::HandshakeV10", with CLIENT_SSL, CLIENT_PROTOCOL_41, CLIENT_SECURE_CONNECTION and CLIENT_PLUGIN_AUTH.
    private static byte[] Greeting()
    {
        byte[] body =
        [
            10, .. "8.0.11\0"u8, 1, 0, 0, 0, .. "12345678"u8, 0,
            0x00, 0x8a, 33, 2, 0, 0x08, 0x00, 21, .. new byte[10], .. "123456789012\0"u8,
            .. Encoding.ASCII.GetBytes("mysql_native_password\0"),
        ];
        return [(byte)body.Length, 0, 0, 0, .. body];
    }
}
