namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>A stream that hands on what is written to it.</summary>
internal sealed class SinkStream(SinkStream.Sink sink) : Stream
{
    public delegate void Sink(ReadOnlySpan<byte> bytes);

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => sink(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => sink(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
