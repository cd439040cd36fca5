using EncryptionInTransit.Tests.Support;
using Pulumi;

namespace EncryptionInTransit.Tests.Node;

/// <summary>Where secrets are, and where they are not.</summary>
[Collection("Deployment")]
public class Secrets
{
    private static readonly EncryptedNodeArgs WithAdministrator =
        RegisteredNode.Args with { Administrator = new("tls_admin", "swordfish") };

    [Theory]
    [InlineData("db1-files", true)]
    [InlineData("db1-server-tls", false)]
    [InlineData("db1-claim", false)]
    [InlineData("db1-tool", false)]
    public async Task The_standard_input_is_secret_only_if_it_has_to_be(string name, bool secret)
    {
        var node = await RegisteredNode.AsRegistered(RegisteredNode.Args);

        Assert.Equal(secret, await Output.IsSecretAsync((Output<string>)node.Command(name).Stdin!));
    }

    [Fact]
    public async Task An_administrators_password_makes_the_claim_secret_and_nothing_else()
    {
        var node = await RegisteredNode.AsRegistered(WithAdministrator);

        Assert.Contains("\nadmin-user: tls_admin\nadmin-password: swordfish\n", node.Text("db1-claim", "stdin"));
        Assert.True(await Output.IsSecretAsync((Output<string>)node.Command("db1-claim").Stdin!));
        Assert.False(await Output.IsSecretAsync((Output<string>)node.Command("db1-server-tls").Stdin!));
    }

    [Fact]
    public async Task No_command_text_has_any()
    {
        var node = await RegisteredNode.AsRegistered(WithAdministrator);

        foreach (var name in node.Commands)
        {
            var texts = node.Text(name, "create") + node.Inputs(name).GetValueOrDefault("delete");
            Assert.DoesNotContain("swordfish", texts);
            Assert.DoesNotContain("BEGIN", texts);
            Assert.DoesNotContain("private key", texts);
        }
    }

    [Fact]
    public async Task The_key_of_the_CA_goes_to_no_node()
    {
        var node = await RegisteredNode.AsRegistered(RegisteredNode.Args);

        Assert.All(node.Commands, name => Assert.DoesNotContain(FakeEngine.PrivateKey("db1-ca-1-key"), node.Text(name, "stdin")));
        Assert.Contains(FakeEngine.PrivateKey("db1-server-key"), node.Text("db1-files", "stdin"));
    }

    [Fact]
    public void Are_in_no_text_of_the_arguments()
    {
        var args = WithAdministrator with { Ssh = WithAdministrator.Ssh with { Password = "swordfish", PrivateKeyPassword = "swordfish" } };

        Assert.DoesNotContain("swordfish", args.ToString());
        Assert.DoesNotContain("private key", args.ToString());
    }
}
