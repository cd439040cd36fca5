using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Security;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>A client of ssh-agent (draft-miller-ssh-agent): lists keys and has data signed with them.</summary>
/// <remarks>Own code because no library for it is at hand: two requests of its protocol are all that a login needs.</remarks>
internal sealed class SshAgent(string socketPath)
{
    private const byte RequestIdentities = 11;
    private const byte IdentitiesAnswer = 12;
    private const byte SignRequest = 13;
    private const byte SignResponse = 14;
    private const int MostBytes = 256 * 1024;

    // Flags of a sign request, by the algorithm's name.
    private static readonly (string Name, uint Flags)[] RsaAlgorithms = [("rsa-sha2-512", 4), ("rsa-sha2-256", 2)];

    /// <exception cref="IOException">The agent does not speak the protocol, or has closed.</exception>
    /// <exception cref="SocketException">There is no agent.</exception>
    public async Task<IReadOnlyList<IPrivateKeySource>> KeysAsync(CancellationToken cancel)
    {
        var answer = new Reader(await Task.Run(() => Ask([RequestIdentities], IdentitiesAnswer), cancel));
        var keys = new List<IPrivateKeySource>();
        for (var left = answer.Number(); left > 0; left--)
        {
            var blob = answer.Bytes();
            answer.Bytes(); // the comment
            keys.Add(new AgentKey(this, blob));
        }

        return keys;
    }

    private byte[] Sign(byte[] key, byte[] data, uint flags)
    {
        var request = new MemoryStream();
        request.WriteByte(SignRequest);
        WriteBytes(request, key);
        WriteBytes(request, data);
        WriteNumber(request, flags);
        return new Reader(Ask(request.ToArray(), SignResponse)).Bytes();
    }

    /// <returns>The answer without its type.</returns>
    private byte[] Ask(byte[] request, byte expected)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(socketPath));
        using var stream = new NetworkStream(socket);
        var framed = new MemoryStream();
        WriteBytes(framed, request);
        stream.Write(framed.ToArray());

        var header = new byte[4];
        stream.ReadExactly(header);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length is 0 or > MostBytes)
            throw new IOException($"an answer of {length} bytes");
        var answer = new byte[length];
        stream.ReadExactly(answer);
        return answer[0] == expected ? answer[1..] : throw new IOException("the request was refused");
    }

    private static void WriteBytes(MemoryStream stream, byte[] bytes)
    {
        WriteNumber(stream, (uint)bytes.Length);
        stream.Write(bytes);
    }

    private static void WriteNumber(MemoryStream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        stream.Write(bytes);
    }

    private sealed class AgentKey(SshAgent agent, byte[] blob) : IPrivateKeySource
    {
        public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; } = Encoding.ASCII.GetString(new Reader(blob).Bytes()) is var type && type == "ssh-rsa"
            ? [.. RsaAlgorithms.Select(a => new AgentAlgorithm(agent, a.Name, blob, a.Flags))]
            : [new AgentAlgorithm(agent, type, blob, 0)];
    }

    private sealed class AgentAlgorithm(SshAgent agent, string name, byte[] blob, uint flags) : HostAlgorithm(name)
    {
        public override byte[] Data => blob;

        public override byte[] Sign(byte[] data) => agent.Sign(blob, data, flags);

        public override bool VerifySignature(byte[] data, byte[] signature) => throw new NotSupportedException("an agent's key only signs");
    }

    private sealed class Reader(byte[] bytes)
    {
        private int _position;

        public uint Number() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

        public byte[] Bytes() => Take((int)Number()).ToArray();

        private ReadOnlySpan<byte> Take(int length)
        {
            if (length < 0 || length > bytes.Length - _position)
                throw new IOException("an answer that was cut off");
            _position += length;
            return bytes.AsSpan(_position - length, length);
        }
    }
}
