using Pulumi.Engine.Configuration;

namespace Pulumi.Engine.Tests.Configuration;

public sealed class ValuesForTheProgram
{
    [Theory]
    [InlineData("text", "text")]
    [InlineData("22722", "22722")]
    [InlineData("true", "true")]
    [InlineData("\"007\"", "007")]
    [InlineData("[1, two, \"3\", true, null, 1.50]", """[1,"two","3",true,null,1.50]""")]
    [InlineData("{b: 1, a: {d: [], c: {}}}", """{"a":{"c":{},"d":[]},"b":1}""")]
    [InlineData("{secure: v1:x}", "<v1:x>")]
    [InlineData("{key: {secure: v1:x}, host: h}", """{"host":"h","key":"<v1:x>"}""")]
    [InlineData("{a: 0x10, b: 0123, c: 1_000}", """{"a":"0x10","b":123,"c":"1_000"}""")]
    public void Value_ReachesTheProgramAsTextOrJson(string yaml, string expected)
    {
        var value = StackConfigurationText.Parse($"config:\n  demo:it: {yaml}\n")["demo:it"];

        Assert.Equal(expected, value.ToText(ciphertext => $"<{ciphertext}>"));
    }

    [Theory]
    [InlineData("text", false)]
    [InlineData("{secure: v1:x}", true)]
    [InlineData("[{key: {secure: v1:x}}]", true)]
    [InlineData("{secure: v1:x, more: 1}", false)]
    public void Value_IsSecret_WhenASecretIsAnywhereInside(string yaml, bool secret) =>
        Assert.Equal(secret, StackConfigurationText.Parse($"config:\n  demo:it: {yaml}\n")["demo:it"].IsSecret);

    [Fact]
    public void KeyWithoutNamespace_IsOneOfTheProject() =>
        Assert.Equal(["demo:a", "other:b"], StackConfigurationText.Parse("config:\n  a: 1\n  other:b: 2\n").Keys);

    [Fact]
    public void BrokenFile_IsRefusedWithItsLine()
    {
        var e = Assert.Throws<ConfigurationException>(() => StackConfigurationText.Parse("config:\n  a: b\n c: d\n"));

        Assert.Contains("line 3", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherSecretsProvider_IsRefusedByName()
    {
        var e = Assert.Throws<ConfigurationException>(() => StackConfigurationText.Parse("secretsprovider: awskms://alias/x\n"));

        Assert.Contains("awskms://alias/x", e.Message, StringComparison.Ordinal);
    }
}
