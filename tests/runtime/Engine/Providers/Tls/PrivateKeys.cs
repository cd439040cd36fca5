using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Tls;

/// <summary>Every kind of key, read by openssl and ssh-keygen.</summary>
public sealed class PrivateKeys
{
    private readonly TlsRun _tls = new();

    public static TheoryData<string, string, string, string> Kinds => new()
    {
        { "RSA", "P224", "RSA PRIVATE KEY", "ssh-rsa" },
        { "ECDSA", "P256", "EC PRIVATE KEY", "ecdsa-sha2-nistp256" },
        { "ECDSA", "P384", "EC PRIVATE KEY", "ecdsa-sha2-nistp384" },
        { "ECDSA", "P521", "EC PRIVATE KEY", "ecdsa-sha2-nistp521" },
        { "ED25519", "P224", "PRIVATE KEY", "ssh-ed25519" },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Pem_IsOneKeyInAllFormats(string algorithm, string curve, string preamble, string _)
    {
        var key = await _tls.Key(algorithm, curve);

        Assert.StartsWith($"-----BEGIN {preamble}-----\n", key.Text("privateKeyPem"));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----\n", key.Text("privateKeyPemPkcs8"));
        foreach (var format in new[] { "privateKeyPem", "privateKeyPemPkcs8" })
        {
            Assert.Equal(key.Text("publicKeyPem"), await Tool.Output("openssl", ["pkey", "-pubout"], key.Text(format)));
            // A private key that openssl writes again is the same text: nothing unusual stands in it.
            var again = await Tool.Output("openssl", format == "privateKeyPem" && algorithm != "ED25519" ? ["pkey", "-traditional"] : ["pkey"], key.Text(format));
            Assert.Equal(key.Text(format), again);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task OpenSsh_ReadsKeyAndFingerprints(string algorithm, string curve, string _, string type)
    {
        var key = await _tls.Key(algorithm, curve);
        using var folder = new TemporaryFolder();
        var file = folder.Write("key", key.Text("privateKeyOpenssh"));

        Assert.StartsWith(type + " ", key.Text("publicKeyOpenssh"));
        Assert.Equal(key.Text("publicKeyOpenssh").TrimEnd(), (await Tool.Output("ssh-keygen", ["-y", "-f", file])).TrimEnd());
        Assert.Contains(key.Text("publicKeyFingerprintSha256"), await Tool.Output("ssh-keygen", ["-l", "-f", file]));
        Assert.Contains(key.Text("publicKeyFingerprintMd5"), await Tool.Output("ssh-keygen", ["-l", "-E", "md5", "-f", file]));
        // Sign and check with it: the private half is whole.
        var data = folder.Write("data", "text");
        await Tool.Output("ssh-keygen", ["-Y", "sign", "-f", file, "-n", "test", data]);
        folder.Write("signers", $"me {key.Text("publicKeyOpenssh")}");
        await Tool.Output("ssh-keygen", ["-Y", "verify", "-f", folder["signers"], "-I", "me", "-n", "test", "-s", data + ".sig"], "text");
    }

    [Fact]
    public async Task P224_HasNoOpenSshForm()
    {
        var key = await _tls.Key("ECDSA", "P224");

        Assert.Equal("", key.Text("privateKeyOpenssh"));
        Assert.Equal("", key.Text("publicKeyOpenssh"));
        Assert.Equal("", key.Text("publicKeyFingerprintMd5"));
        Assert.Equal("", key.Text("publicKeyFingerprintSha256"));
        Assert.Equal(key.Text("publicKeyPem"), await Tool.Output("openssl", ["pkey", "-pubout"], key.Text("privateKeyPem")));
    }

    [Theory, InlineData(2048), InlineData(3072), InlineData(4096)]
    public async Task RsaBits_AreTheSizeOfTheKey(int bits)
    {
        var key = await _tls.Key("RSA", bits: bits);

        Assert.Contains($"({bits} bit", await Tool.Output("openssl", ["pkey", "-text", "-noout"], key.Text("privateKeyPem")));
    }

    [Fact]
    public async Task Defaults_AreRsa2048()
    {
        var key = await _tls.Create(TlsRun.PrivateKey, Map(("algorithm", "RSA")));

        Assert.Equal(Value(2048), key["rsaBits"]);
        Assert.Equal("P224", key.Text("ecdsaCurve"));
        Assert.Contains("(2048 bit", await Tool.Output("openssl", ["pkey", "-text", "-noout"], key.Text("privateKeyPem")));
    }
}
