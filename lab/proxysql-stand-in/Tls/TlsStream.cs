using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Tls;

/// <summary>The server's side of TLS over a connection that a blocking thread owns.</summary>
internal sealed unsafe class TlsStream : Stream
{
    private nint _ssl;

    private TlsStream(nint ssl) => _ssl = ssl;

    public string? Cipher => Marshal.PtrToStringUTF8(OpenSsl.SSL_CIPHER_get_name(OpenSsl.SSL_get_current_cipher(_ssl)));

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Does the handshake.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public static TlsStream Accept(Socket socket, nint context)
    {
        OpenSsl.ERR_clear_error();
        var ssl = OpenSsl.SSL_new(context);
        OpenSsl.SSL_set_fd(ssl, (int)socket.Handle);
        if (OpenSsl.SSL_accept(ssl) == 1)
            return new TlsStream(ssl);
        OpenSsl.SSL_free(ssl);
        throw new IOException("TLS handshake failed");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        OpenSsl.ERR_clear_error();
        fixed (byte* bytes = buffer)
            return Math.Max(0, OpenSsl.SSL_read(_ssl, bytes, buffer.Length));
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        OpenSsl.ERR_clear_error();
        fixed (byte* bytes = buffer)
        {
            if (OpenSsl.SSL_write(_ssl, bytes, buffer.Length) != buffer.Length)
                throw new IOException("TLS connection lost");
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_ssl != 0)
        {
            OpenSsl.SSL_shutdown(_ssl);
            OpenSsl.SSL_free(_ssl);
            _ssl = 0;
        }
        base.Dispose(disposing);
    }
}
