using Pulumi.Engine.Monitor;

namespace Pulumi.Engine.Tests.Monitor;

public sealed class VersionRangeTests
{
    [Theory]
    [InlineData(">=3.100.0", true)]
    [InlineData(">=3.100.0 <4.0.0", true)]
    [InlineData(">= 3.100.0, < 3.200.0", false)]
    [InlineData("<3.0.0 || >=3.274.0", true)]
    [InlineData("3.274.1", true)]
    [InlineData("!=3.274.1", false)]
    [InlineData(">4", false)]
    public void The_engines_version_is_in_the_range(string range, bool expected) =>
        Assert.Equal(expected, VersionRange.Parse(range).Contains(new(3, 274, 1)));

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData(">=3.x")]
    [InlineData(">=3.0.0 ||")]
    public void What_is_no_range_is_refused(string range) => Assert.Throws<FormatException>(() => VersionRange.Parse(range));
}
