using System.Security.Cryptography;
using CliWrap;
using EncryptionInTransit.Infra.Ssh;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Ssh;

/// <summary>Keys made by ssh-keygen for the test, in all formats that people have.</summary>
public class PrivateKeyOfTheLogin
{
    [Theory]
    [InlineData("ed25519", "", "RFC4716")]
    [InlineData("ed25519", "swordfish", "RFC4716")]
    [InlineData("rsa", "", "RFC4716")]
    [InlineData("rsa", "", "PEM")]
    [InlineData("rsa", "", "PKCS8")]
    [InlineData("rsa", "swordfish", "PEM")]
    [InlineData("ecdsa", "", "PEM")]
    [InlineData("ecdsa", "swordfish", "RFC4716")]
    public async Task Is_taken(string type, string password, string format) =>
        Assert.Null(PrivateKeyText.WhyUnusable(await KeyAsync(type, password, format), password.Length == 0 ? null : password));

    [Fact]
    public async Task Needs_its_password() =>
        Assert.Contains("ssh.privateKeyPassword", PrivateKeyText.WhyUnusable(await KeyAsync("ed25519", "swordfish", "RFC4716"), null));

    [Theory]
    [InlineData("RFC4716")]
    [InlineData("PEM")]
    public async Task Has_another_password(string format)
    {
        var why = PrivateKeyText.WhyUnusable(await KeyAsync("rsa", "swordfish", format), "marlin");

        Assert.Contains("the password is another one", why);
        Assert.DoesNotContain("marlin", why);
    }

    [Fact]
    public async Task Is_cut()
    {
        var key = await KeyAsync("ed25519", "", "RFC4716");

        var why = PrivateKeyText.WhyUnusable(key[..(key.Length / 2)], null);

        Assert.Contains("is cut or garbled", why);
        Assert.DoesNotContain(key[60..100], why);
    }

    [Fact]
    public void Is_pkcs8_with_a_password()
    {
        using var key = RSA.Create(2048);
        var pem = key.ExportEncryptedPkcs8PrivateKeyPem("swordfish", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));

        Assert.Contains("Convert it: ssh-keygen -p", PrivateKeyText.WhyUnusable(pem, "swordfish"));
    }

    [Theory]
    [InlineData("PuTTY-User-Key-File-3: ssh-ed25519", "puttygen")]
    [InlineData("ssh-ed25519 AAAA", "is a public key")]
    [InlineData("~/.ssh/id_ed25519", "give the file's content")]
    public void Is_something_else(string text, string cure) => Assert.Contains(cure, PrivateKeyText.WhyUnusable(text, null));

    [Fact]
    public async Task Is_judged_where_it_stands()
    {
        var key = await KeyAsync("ed25519", "swordfish", "RFC4716");
        var config = $"{StackFile.TwoNodes}ssh:\n  privateKey: |\n    {key.ReplaceLineEndings("\n    ")}";

        Assert.Equal("ssh.privateKey", StackFile.MistakeIn(config, "ssh").Path);
        Assert.Equal(key.Trim(), StackFile.Read(config + "\n  privateKeyPassword: swordfish", "ssh").Nodes[1].Args.Ssh.PrivateKey!.Trim());
    }

    private static async Task<string> KeyAsync(string type, string password, string format)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "key");
            await Cli.Wrap("ssh-keygen").WithArguments(["-q", "-t", type, "-m", format, "-N", password, "-f", path]).ExecuteAsync();
            return await File.ReadAllTextAsync(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
