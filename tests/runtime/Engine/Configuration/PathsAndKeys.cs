using Pulumi.Engine.Configuration;

namespace Pulumi.Engine.Tests.Configuration;

public sealed class PathsAndKeys
{
    [Theory]
    [InlineData("users", "users")]
    [InlineData("users[0].name", "users|[0]|name")]
    [InlineData("a.b.c", "a|b|c")]
    [InlineData("a[\"b.c\"].d", "a|b.c|d")]
    [InlineData("ns:a[\"say \\\"x\\\"\"][12]", "ns:a|say \"x\"|[12]")]
    public void Path_IsSplitIntoNamesAndIndices(string path, string segments) =>
        Assert.Equal(segments, string.Join('|', ConfigPath.Parse(path)));

    [Theory]
    [InlineData("")]
    [InlineData("[0]")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a[x]")]
    [InlineData("a[0")]
    [InlineData("a[\"b]")]
    public void BrokenPath_IsRefused(string path) => Assert.Throws<ConfigurationException>(() => ConfigPath.Parse(path));

    [Theory]
    [InlineData("name", "demo:name")]
    [InlineData("aws:region", "aws:region")]
    [InlineData("aws:config:region", "aws:region")]
    public void Key_HasANamespace(string text, string full) => Assert.Equal(full, ConfigKey.Parse(text, "demo").Full);

    [Theory]
    [InlineData("a:b:c:d")]
    [InlineData(":b")]
    [InlineData("a:")]
    public void BrokenKey_IsRefusedInTheOfficialWords(string text)
    {
        var e = Assert.Throws<ConfigurationException>(() => ConfigKey.Parse(text, "demo"));

        Assert.Equal(
            $"invalid configuration key: could not parse {text} as a configuration key " +
            "(configuration keys should be of the form `<namespace>:<name>`)", e.Message);
    }
}
