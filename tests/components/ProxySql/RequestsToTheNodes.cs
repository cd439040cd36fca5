using EncryptionInTransit.Tests.Support;
using Pulumi;

namespace EncryptionInTransit.Tests.ProxySql;

/// <summary>What the node tool reads.</summary>
[Collection("Deployment")]
public class RequestsToTheNodes
{
    [Fact]
    public async Task To_switch_the_proxy() =>
        Approved.Text(Picture.Stable((await new ProxiedStack().Registered()).Text("proxy-proxy-tls", "stdin")));

    [Fact]
    public async Task To_claim_the_proxy() =>
        Assert.Equal(
            "request: 1\nowner: encryption-in-transit/test/proxy\nserver: proxysql\nadmin-user: admin\nadmin-password: swordfish\nadmin-port: 6032\nca-keys: 64 hex digits\nreapply: 1\nend: 1\n",
            Picture.Stable((await new ProxiedStack().Registered()).Text("proxy-claim", "stdin")));

    [Fact]
    public async Task To_enforce() =>
        Approved.Text(Picture.Stable((await new ProxiedStack { Phase = SecureTransportPhase.Audit }.Registered()).Text("db1-clients", "stdin")));

    [Theory]
    [InlineData("proxy-claim", true)]
    [InlineData("proxy-files", true)]
    [InlineData("proxy-proxy-tls", false)]
    [InlineData("db1-clients", true)]
    public async Task Are_secret_only_if_they_have_to_be(string name, bool secret) =>
        Assert.Equal(secret, await Output.IsSecretAsync((Output<string>)(await new ProxiedStack().Registered()).Command(name).Stdin!));

    [Fact]
    public async Task Have_the_subject_as_issued()
    {
        var stdin = (await new ProxiedStack().Registered()).Text("db1-clients", "stdin");

        // The certificate of the fake engine is named after its resource.
        Assert.Contains("\napp\t%\tSUBJECT\t/CN=db1-account-app-certificate\tpassword\n", stdin);
    }

    [Fact]
    public async Task Have_a_key_only_for_accounts_that_are_asked_for_a_certificate()
    {
        var stdin = (await new ProxiedStack().Registered()).Text("db1-clients", "stdin");

        Assert.Contains(FakeEngine.PrivateKey("db1-account-app-key"), stdin);
        Assert.DoesNotContain(FakeEngine.PrivateKey("db1-account-monitor-key"), stdin);
    }
}
