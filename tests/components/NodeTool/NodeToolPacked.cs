using System.IO.Compression;
using System.Text;

namespace EncryptionInTransit.Tests.NodeTool;

/// <summary>How the scripts stand in the state.</summary>
public sealed class NodeToolPacked
{
    // An engine compares it with what another machine wrote, perhaps years ago: the bytes may depend on the scripts alone.
    [Fact]
    public void The_same_text_is_always_the_same_bytes() =>
        Assert.Equal(
            "1F8B08000000000000FF" + "CB48CDC9C95728CF2FCA49E1CA20910D00" + "5CA9C850" + "3C000000",
            Convert.ToHexString(Gzip.Compress(Encoding.ASCII.GetBytes("hello world\nhello world\nhello world\nhello world\nhello world\n"))));

    [Theory]
    [InlineData("")]
    [InlineData("hello world\n")]
    public void Gzip_is_unpacked_by_others(string text)
    {
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(Gzip.Compress(Encoding.UTF8.GetBytes(text))), CompressionMode.Decompress));

        Assert.Equal(text, unpacked.ReadToEnd());
    }

    [Fact]
    public void Is_one_line_that_begins_with_a_digest_and_is_less_than_half_of_the_scripts()
    {
        var upload = NodeToolUpload.Render(1);

        Assert.Matches("^sha256:[0-9a-f]{64} reapply:1 gzip\\+base64:[A-Za-z0-9+/=]+$", upload);
        Assert.True(upload.Length * 2 < NodeToolScript.Text.Length, $"{upload.Length}");
    }
}
