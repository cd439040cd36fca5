using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Certificates;

/// <summary>Nodes whose certificates come from one CA: made by the stack, or brought.</summary>
[Collection("Deployment")]
public class CaOfSeveralNodes
{
    private static readonly string Root = FakeEngine.Certificate("root");
    private static readonly string Middle = FakeEngine.Certificate("middle");
    private static readonly string Issuing = FakeEngine.Certificate("issuing");
    private static readonly AuthorityArgs Brought = new("corporate") { Brought = new(Issuing, "KEY OF THE CA", [Middle, Root]) };

    [Fact]
    public async Task Made_by_the_stack_is_one_and_signs_for_each()
    {
        var stack = await Registered(new AuthorityArgs("shard") { CaGenerations = [1, 2] });

        Assert.Equal("commonName shard CA 2", InputText.Of(stack.Inputs("shard-ca-2")["subject"]));
        Assert.Equal("shard", stack.Parent("shard-ca-2"));
        Assert.DoesNotContain(stack.Names, name => name.StartsWith("db1-ca-", StringComparison.Ordinal) || name.StartsWith("db2-ca-", StringComparison.Ordinal));
        foreach (var name in new[] { "db1-server", "db2-server", "db1-client", "db2-client" })
        {
            Assert.Equal(FakeEngine.Certificate("shard-ca-2"), stack.Text($"{name}-certificate", "caCertPem"));
            Assert.Equal(FakeEngine.PrivateKey("shard-ca-2-key"), stack.Text($"{name}-certificate", "caPrivateKeyPem"));
        }
        Assert.Contains($"@file server/server.crt\n{FakeEngine.Certificate("db2-server-certificate")}{FakeEngine.Certificate("shard-ca-2-signed-by-1")}@end\n", stack.Text("db2-files", "stdin"));
        Assert.Contains($"@file client/root.crt\n{FakeEngine.Certificate("shard-ca-1")}{FakeEngine.Certificate("shard-ca-2")}@end\n", stack.Text("db2-files", "stdin"));
    }

    [Fact]
    public async Task Brought_signs_and_sends_along_what_is_below_its_root()
    {
        var stack = await Registered(Brought);

        Assert.DoesNotContain(stack.Names, name => name.Contains("-ca-", StringComparison.Ordinal));
        foreach (var side in new[] { "server", "client" })
        {
            Assert.Equal((Issuing, "KEY OF THE CA"), (stack.Text($"db1-{side}-certificate", "caCertPem"), stack.Text($"db1-{side}-certificate", "caPrivateKeyPem")));
            Assert.Contains($"@file {side}/{side}.crt\n{FakeEngine.Certificate($"db1-{side}-certificate")}{Issuing}{Middle}@end\n", stack.Text("db1-files", "stdin"));
        }
    }

    [Fact]
    public async Task Brought_is_trusted_whole_by_servers_and_by_its_root_by_clients()
    {
        var stack = await Registered(Brought);

        Assert.Contains($"@file server/root.crt\n{Root}{Middle}{Issuing}@end\n", stack.Text("db1-files", "stdin"));
        Assert.Contains($"@file client/root.crt\n{Root}@end\n", stack.Text("db1-files", "stdin"));
        Assert.Contains($"\nca-keys: {PublicPem.KeySha256(Root)} {PublicPem.KeySha256(Middle)} {PublicPem.KeySha256(Issuing)}\n", stack.Text("db1-claim", "stdin"));
    }

    [Fact]
    public async Task Brought_goes_with_its_key_to_no_node()
    {
        var stack = await Registered(Brought);

        Assert.All(stack.Commands, name => Assert.DoesNotContain("KEY OF THE CA", stack.Text(name, "stdin")));
        Assert.DoesNotContain("KEY OF THE CA", Brought.ToString());
    }

    [Theory]
    [InlineData("other", "other")]
    [InlineData("root other", "other")]
    public async Task Others_are_trusted_behind_it_and_no_certificate_twice(string trusted, string behind)
    {
        var stack = await Registered(Brought, [.. trusted.Split(' ').Select(FakeEngine.Certificate)]);
        var other = FakeEngine.Certificate(behind);

        Assert.Contains($"@file server/root.crt\n{Root}{Middle}{Issuing}{other}@end\n", stack.Text("db1-files", "stdin"));
        Assert.Contains($"@file client/root.crt\n{Root}{other}@end\n", stack.Text("db1-files", "stdin"));
        Assert.Contains($"@file server/server.crt\n{FakeEngine.Certificate("db1-server-certificate")}{Issuing}{Middle}@end\n", stack.Text("db1-files", "stdin"));
        Assert.Contains($" {PublicPem.KeySha256(Issuing)}\nalso-trusted-ca-keys: ", stack.Text("db1-claim", "stdin"));
        Assert.Contains($"{PublicPem.KeySha256(other)}\nreapply", stack.Text("db1-claim", "stdin"));
    }

    [Fact]
    public void Is_the_issuer_that_accounts_are_told()
    {
        Assert.Equal("/CN=issuing", (RegisteredNode.Args.Certificates with { Authority = Brought }).IssuerName(1));
        Assert.Equal("/O=Example/CN=shard CA 2", (RegisteredNode.Args.Certificates with { Authority = new("shard") { Policy = new() { Organization = "Example" } } }).IssuerName(2));
        Assert.Equal("/CN=db1.example.com CA 1", RegisteredNode.Args.Certificates.IssuerName(1));
    }

    private static Task<RegisteredNode> Registered(AuthorityArgs args, params string[] alsoTrusted) => RegisteredNode.AsRegistered(options =>
    {
        var authority = new Authority(args, options());
        foreach (var name in new[] { "db1", "db2" })
            _ = new EncryptedNode(name, RegisteredNode.Args with
            {
                Authority = authority,
                Certificates = RegisteredNode.Args.Certificates with { Authority = args, CaGenerations = args.CaGenerations, AlsoTrusted = alsoTrusted },
            }, options());
    });
}
