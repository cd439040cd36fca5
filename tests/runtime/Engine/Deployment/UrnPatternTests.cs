using Pulumi.Engine.Deployment.Planning;

namespace Pulumi.Engine.Tests.Deployment;

public sealed class UrnPatternTests
{
    private const string Urn = "urn:pulumi:dev::project::test:index:Node$fake:index:Thing::a.b";

    [Theory]
    [InlineData(Urn, true)]
    [InlineData("urn:pulumi:dev::project::test:index:Node$fake:index:Thing::a", false)]
    [InlineData("**", true)]
    [InlineData("**::a.b", true)]
    [InlineData("**::a", false)]
    [InlineData("urn:**", true)]
    [InlineData("pulumi:**", false)]
    [InlineData("urn:pulumi:*::project::test:index:Node$fake:index:Thing::*", true)]
    [InlineData("urn:*::a.b", false)] // one star stands for no colon
    [InlineData("**::a*b", true)]
    [InlineData("**::ax*", false)]
    [InlineData("**::a?b*", false)] // and nothing else stands for anything
    [InlineData("**::[a]*", false)]
    [InlineData("**::a.b*", true)]
    public void Star_stands_for_a_part_and_two_stars_for_any(string pattern, bool matches)
    {
        Assert.Equal(matches, new UrnPatterns([pattern]).Matches(Urn));
        Assert.Equal(matches, new UrnPatterns(["**::other", pattern, "urn:other"]).Matches(Urn));
    }

    [Fact]
    public void A_dot_is_a_dot() => Assert.False(new UrnPatterns(["**::a.*"]).Matches("urn:pulumi:dev::project::fake:index:Thing::axb"));

    [Fact]
    public void Only_what_has_no_star_must_exist()
    {
        Assert.Equal([Urn], new UrnPatterns([Urn, "**::b"]).Literals);
        Assert.True(new UrnPatterns(["**"]).IsConstrained);
        Assert.True(new UrnPatterns([Urn]).IsConstrained);
        Assert.False(new UrnPatterns([]).IsConstrained);
    }
}
