using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Model;

public sealed class UrnTests
{
    private const string Stack = "urn:pulumi:dev::vectors::pulumi:pulumi:Stack::vectors-dev";
    private const string Set = "urn:pulumi:dev::vectors::encryption:index:CertificateSet::node0";
    private const string Key = "urn:pulumi:dev::vectors::encryption:index:CertificateSet$tls:index/privateKey:PrivateKey::node0-ca-key";

    [Theory]
    [InlineData("", "pulumi:pulumi:Stack", "vectors-dev", Stack)]
    [InlineData(Stack, "encryption:index:CertificateSet", "node0", Set)]
    [InlineData(Set, "tls:index/privateKey:PrivateKey", "node0-ca-key", Key)]
    public void A_urn_has_the_types_of_its_parents_but_the_stack(string parent, string type, string name, string urn) =>
        Assert.Equal(urn, Urn.Create("dev", "vectors", parent, type, name));

    [Fact]
    public void Its_parts_can_be_read()
    {
        Assert.Equal("tls:index/privateKey:PrivateKey", Urn.Type(Key));
        Assert.Equal("node0-ca-key", Urn.Name(Key));
        Assert.Equal("tls", Urn.Package(Urn.Type(Key)));
        Assert.True(Urn.IsStack(Stack));
    }

    [Fact]
    public void A_name_may_hold_the_separator() =>
        Assert.Equal("a::b", Urn.Name(Urn.Create("dev", "p", "", "t:i:T", "a::b")));

    [Theory]
    [InlineData("default_1_2_1", true)]
    [InlineData("default", true)]
    [InlineData("explicit", false)]
    public void Default_providers_are_told_by_their_name(string name, bool expected) =>
        Assert.Equal(expected, Urn.IsDefaultProvider(Urn.Create("dev", "p", "", Urn.ProviderType("tls"), name)));
}
