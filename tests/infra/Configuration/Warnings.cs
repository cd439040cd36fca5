using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

/// <summary>What is no mistake, and is said all the same.</summary>
public class Warnings
{
    [Theory]
    [InlineData("{ user: app, require: SUBJECT }")]
    [InlineData("{ user: app, require: X509 }")]
    [InlineData("{ user: app, require: SUBJECT, authentication: certificateOnly }")]
    public void There_is_none(string account) => Assert.Empty(Of(account));

    [Theory]
    [InlineData("{ user: app, require: ISSUER }", "account 'app': require is ISSUER, the name of the CA, which changes with each CA generation")]
    [InlineData("{ user: app, require: X509, authentication: certificateOnly }", "account 'app': without a password, X509 lets in whoever has any certificate")]
    public void There_is_one(string account, string warning) => Assert.StartsWith(warning, Assert.Single(Of(account)));

    [Fact]
    public void A_host_key_that_is_not_checked() =>
        Assert.Equal(
            ["proxy: the host key of 10.0.0.21 is not checked (acceptUnknownHostKey)."],
            ConfigurationWarnings.Of(StackFile.Read(
                ProxyFile.With($"host: 10.0.0.21, hostKey: \"{StackFile.HostKey}\"", "host: 10.0.0.21, acceptUnknownHostKey: true"), ProxyFile.Encrypted)));

    private static IEnumerable<string> Of(string account) =>
        ConfigurationWarnings.Of(StackFile.Read($"{StackFile.TwoNodes}accounts: [{account}]"));
}
