using System.Text.Json;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Tests.Secrets;

/// <summary>The official passphrase format, both ways.</summary>
public sealed class PassphraseFormat
{
    private static readonly JsonElement Example = JsonDocument.Parse(Recorded.Text("secrets.json")).RootElement;
    private static readonly string Salt = Example.GetProperty("encryptionsalt").GetString()!;
    private static readonly string Passphrase = Example.GetProperty("passphrase").GetString()!;

    [Fact]
    public void RecordedValues_AreDecrypted()
    {
        var manager = PassphraseSecretsManager.Open(Salt, Passphrase);
        var examples = Example.GetProperty("examples").EnumerateArray().ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, e => Assert.Equal(e.GetProperty("plaintext").GetString(), manager.Decrypt(e.GetProperty("ciphertext").GetString()!)));
    }

    [Fact]
    public void OwnValues_ComeBack_AndNeverLookTheSame()
    {
        var created = PassphraseSecretsManager.Create("pass");
        var opened = PassphraseSecretsManager.Open(created.Salt, "pass");

        var (first, second) = (created.Encrypt("text é"), created.Encrypt("text é"));

        Assert.NotEqual(first, second);
        Assert.Equal("text é", opened.Decrypt(first));
        Assert.Matches("^v1:[A-Za-z0-9+/=]{12}:v1:[A-Za-z0-9+/=]{16}:[A-Za-z0-9+/=]+$", created.Salt);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public void WrongPassphrase_IsRecognisedAtOnce(string passphrase) =>
        Assert.Throws<IncorrectPassphraseException>(() => PassphraseSecretsManager.Open(Salt, passphrase));

    [Theory]
    [InlineData("v1:x")]
    [InlineData("v2:AAAA:AAAA")]
    [InlineData("v1:AAAA:AAAA")]
    [InlineData("v1:!!!!:????")]
    public void DamagedValue_IsRefused(string ciphertext)
    {
        var manager = PassphraseSecretsManager.Open(Salt, Passphrase);

        Assert.Throws<SecretsException>(() => manager.Decrypt(ciphertext));
    }
}
