using Pulumi.Engine.Monitor;

namespace Pulumi.Engine.Tests.Monitor;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("0", 0)]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("300000000000ns", 300)]
    public void A_duration_has_so_many_seconds(string text, double seconds) =>
        Assert.Equal(seconds, GoDuration.Parse(text).TotalSeconds, precision: 6);

    [Theory]
    [InlineData("5")]
    [InlineData("5 minutes")]
    [InlineData("m5")]
    public void What_is_none_is_refused(string text) => Assert.Throws<FormatException>(() => GoDuration.Parse(text));
}
