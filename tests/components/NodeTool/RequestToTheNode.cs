namespace EncryptionInTransit.Tests.NodeTool;

public class RequestToTheNode
{
    [Fact]
    public void Has_keys_files_and_a_last_line() => Assert.Equal(
        """
        request: 1
        claim: abc
        @file ssl-config.cnf
        [mysqld]
        ssl_ca=x
        @end
        end: 1

        """,
        new NodeRequest().Key("claim", "abc").OptionalKey("admin-user", null).File("ssl-config.cnf", "[mysqld]\nssl_ca=x").Text());

    [Theory]
    [InlineData("a\nadmin-user: b")]
    [InlineData("a\rb")]
    public void Takes_no_value_that_would_be_read_as_another_key(string value) =>
        Assert.Throws<ArgumentException>(() => new NodeRequest().Key("owner", value));
}
