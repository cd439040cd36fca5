using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using EncryptionInTransit.Lab.ProxySqlStandIn.Tls;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Protocol;

/// <summary>A client's connection in MySQL's protocol, version 10: packets, the handshake, the answers.</summary>
internal sealed class ClientConnection(Socket socket, FrontendCertificate certificate) : IDisposable
{
    // Found rows, protocol 41, secure connection, a database at login, transactions, plugins, several results.
    private const uint Capabilities = 0x1 | 0x2 | 0x4 | 0x8 | 0x200 | 0x1000 | 0x2000 | 0x4000 | 0x8000
        | (1 << 16) | (1 << 17) | (1 << 18) | (1 << 19);
    private const uint Ssl = 0x800;
    private const uint ConnectWithDatabase = 0x8;
    private const uint PluginAuthentication = 1 << 19;
    private const int Utf8 = 33;
    private const int Autocommit = 2;
    private const int VarString = 253;
    private const int NotNull = 1;

    private static uint s_connections;

    private Stream _stream = new NetworkStream(socket, ownsSocket: false);
    private byte _sequence;
    private long _lastCommand = Environment.TickCount64;

    public uint Id { get; } = Interlocked.Increment(ref s_connections);

    public bool IsEncrypted => _stream is TlsStream;

    /// <summary>The cipher in OpenSSL's words, or nothing: no TLS.</summary>
    public string? Cipher => (_stream as TlsStream)?.Cipher;

    public IPAddress ClientAddress { get; } = ((IPEndPoint)socket.RemoteEndPoint!).Address;

    public int ClientPort { get; } = ((IPEndPoint)socket.RemoteEndPoint!).Port;

    public long IdleMilliseconds => Environment.TickCount64 - Interlocked.Read(ref _lastCommand);

    /// <summary>Shakes hands and asks who the client is. The answer to the client is left to the caller.</summary>
    /// <exception cref="IOException">The client went, or does not speak the protocol.</exception>
    public Login Greet(bool offersTls)
    {
        var scramble = new byte[20];
        for (var i = 0; i < scramble.Length; i++)
            scramble[i] = (byte)RandomNumberGenerator.GetInt32(33, 127);
        var capabilities = Capabilities | (offersTls ? Ssl : 0);
        Send(new PacketWriter()
            .Byte(10)
            .TextAndZero("8.0.11")
            .Int32(Id)
            .Bytes(scramble.AsSpan(0, 8)).Byte(0)
            .Int16((int)(capabilities & 0xFFFF))
            .Byte(Utf8)
            .Int16(Autocommit)
            .Int16((int)(capabilities >> 16))
            .Byte(21)
            .Bytes(new byte[10])
            .Bytes(scramble.AsSpan(8)).Byte(0)
            .TextAndZero(NativePassword.Plugin));

        var response = Receive();
        if (offersTls && response.Length <= 32 && (new PacketReader(response).Int32() & Ssl) != 0)
        {
            _stream = TlsStream.Accept(socket, certificate.Context);
            response = Receive();
        }

        var reader = new PacketReader(response);
        var clientCapabilities = reader.Int32();
        reader.Take(4 + 1 + 23);
        var user = reader.TextToZero();
        var answer = reader.Take(reader.Byte()).ToArray();
        if ((clientCapabilities & ConnectWithDatabase) != 0)
            reader.TextToZero();
        var plugin = (clientCapabilities & PluginAuthentication) != 0 ? reader.TextToZero() : NativePassword.Plugin;
        if (plugin != NativePassword.Plugin)
        {
            Send(new PacketWriter().Byte(0xFE).TextAndZero(NativePassword.Plugin).Bytes(scramble).Byte(0));
            answer = Receive();
        }
        return new Login(user, scramble, answer);
    }

    /// <summary>The next command's payload, or nothing: the client has gone.</summary>
    public byte[]? ReceiveCommand()
    {
        try
        {
            var command = Receive();
            Interlocked.Exchange(ref _lastCommand, Environment.TickCount64);
            return command;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void SendOk(long affectedRows = 0, string info = "")
    {
        var packet = new PacketWriter().Byte(0).LengthEncoded((ulong)affectedRows).LengthEncoded(0).Int16(Autocommit).Int16(0);
        Send(info.Length > 0 ? packet.LengthEncoded(info) : packet);
    }

    public void SendError(int number, string state, string message) =>
        Send(new PacketWriter().Byte(0xFF).Int16(number).Text("#").Text(state).Text(message));

    public void SendRows(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        Send(new PacketWriter().LengthEncoded((ulong)columns.Count));
        foreach (var column in columns)
        {
            Send(new PacketWriter()
                .LengthEncoded("def").LengthEncoded("").LengthEncoded("").LengthEncoded("").LengthEncoded(column).LengthEncoded("")
                .LengthEncoded(12).Int16(Utf8).Int32(15).Byte(VarString).Int16(NotNull).Byte(0x1F).Int16(0));
        }
        SendEnd();
        foreach (var row in rows)
        {
            var packet = new PacketWriter();
            foreach (var value in row)
            {
                if (value is null)
                    packet.Byte(0xFB);
                else
                    packet.LengthEncoded(value);
            }
            Send(packet);
        }
        SendEnd();
    }

    /// <summary>Ends the connection, from another thread than its own.</summary>
    public void Abort() => socket.Shutdown(SocketShutdown.Both);

    public void Dispose()
    {
        _stream.Dispose();
        socket.Dispose();
    }

    private void SendEnd() => Send(new PacketWriter().Byte(0xFE).Int16(0).Int16(Autocommit));

    private void Send(PacketWriter packet)
    {
        var payload = packet.ToArray();
        _stream.Write([(byte)payload.Length, (byte)(payload.Length >> 8), (byte)(payload.Length >> 16), _sequence++, .. payload]);
    }

    private byte[] Receive()
    {
        var header = new byte[4];
        _stream.ReadExactly(header);
        _sequence = (byte)(header[3] + 1);
        var payload = new byte[header[0] | header[1] << 8 | header[2] << 16];
        _stream.ReadExactly(payload);
        return payload;
    }
}

/// <summary>Who a client says it is, and how it proves it.</summary>
internal sealed record Login(string User, byte[] Scramble, byte[] Answer)
{
    public bool HasPassword => Answer.Length > 0;

    /// <inheritdoc cref="NativePassword.Matches"/>
    public bool Proves(string known) => NativePassword.Matches(known, Scramble, Answer);
}
