using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Certificates;

public class GenerationOfAFolder
{
    [Fact]
    public void Is_the_same_for_the_same_certificates() =>
        Assert.Equal(PublicPem.GenerationId("root", "leaf"), PublicPem.GenerationId("root", "leaf"));

    [Theory]
    [InlineData("root", "other")]
    [InlineData("other", "leaf")]
    public void Is_another_for_others(string root, string leaf) =>
        Assert.NotEqual(PublicPem.GenerationId("root", "leaf"), PublicPem.GenerationId(root, leaf));

    [Fact]
    public void Is_sixteen_hex_digits() => Assert.Matches("^[0-9a-f]{16}$", PublicPem.GenerationId("root", "leaf"));

    [Fact]
    public void Fingerprint_is_that_of_the_first_certificate()
    {
        var (leaf, cross) = (FakeEngine.Certificate("leaf"), FakeEngine.Certificate("cross"));
        using var certificate = X509Certificate2.CreateFromPem(leaf);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)), PublicPem.Sha256(leaf + cross));
    }
}
