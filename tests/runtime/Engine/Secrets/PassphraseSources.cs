using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Tests.Secrets;

public sealed class PassphraseSources : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Variable_CountsEvenWhenItIsEmpty() =>
        Assert.Equal("", Of(("PULUMI_CONFIG_PASSPHRASE", ""), ("PULUMI_CONFIG_PASSPHRASE_FILE", _file)).Get());

    [Fact]
    public void File_IsTrimmed()
    {
        File.WriteAllText(_file, " correct-horse\n\n");

        Assert.Equal("correct-horse", Of(("PULUMI_CONFIG_PASSPHRASE_FILE", _file)).Get());
    }

    [Fact]
    public void MissingFile_IsNamed()
    {
        var e = Assert.Throws<SecretsException>(() => Of(("PULUMI_CONFIG_PASSPHRASE_FILE", "/no/such/file")).Get());

        Assert.Equal("unable to read PULUMI_CONFIG_PASSPHRASE_FILE: open /no/such/file: no such file or directory", e.Message);
    }

    [Fact]
    public void Nothing_NamesBothVariables()
    {
        var e = Assert.Throws<SecretsException>(() => Of().Get());

        Assert.Equal("passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables", e.Message);
    }

    [Fact]
    public void Person_IsAskedOnce()
    {
        var questions = 0;
        var passphrase = new Passphrase(_ => null, _ => $"answer {++questions}");

        Assert.Equal(["answer 1", "answer 1"], [passphrase.Get(), passphrase.Get()]);
    }

    private static Passphrase Of(params (string Name, string Value)[] variables) =>
        new(name => variables.Where(v => v.Name == name).Select(v => v.Value).FirstOrDefault(), prompt: null);
}
