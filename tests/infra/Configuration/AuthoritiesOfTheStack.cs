using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

/// <summary>CAs for several nodes: what can be brought, and what is refused before anything is issued.</summary>
public class AuthoritiesOfTheStack
{
    private static readonly TestPki Root = new("corporate root") { Rsa = true };
    private static readonly TestPki Middle = new("middle") { SignedBy = Root };
    private static readonly TestPki Issuing = new("databases") { SignedBy = Middle };

    [Fact]
    public void A_root_signs_by_itself()
    {
        var ca = Read(Entry(Root)).Authorities.Single().Brought!;

        Assert.Equal((Root.CertificatePem, Root.KeyPem, Root.CertificatePem), (ca.CertificatePem, ca.KeyPem, ca.RootPem));
        Assert.Empty(ca.IntermediatePems);
        Assert.Equal([Root.CertificatePem], ca.TrustedByServerPems);
    }

    [Fact]
    public void An_intermediate_is_sent_along_and_its_root_is_trusted_in_whatever_order_the_chain_stands()
    {
        foreach (var chain in new[] { new[] { Middle, Root }, [Root, Middle] })
        {
            var ca = Read(Entry(Issuing, chain)).Authorities.Single().Brought!;

            Assert.Equal(Root.CertificatePem, ca.RootPem);
            Assert.Equal([Issuing.CertificatePem, Middle.CertificatePem], ca.IntermediatePems);
            Assert.Equal([Root.CertificatePem, Middle.CertificatePem, Issuing.CertificatePem], ca.TrustedByServerPems);
        }
    }

    [Fact]
    public void A_key_may_stand_in_any_of_the_formats_of_openssl()
    {
        var ecdsa = (ECDsa)Issuing.Key;
        var withParameters = $"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n{ecdsa.ExportECPrivateKeyPem()}\n";
        Assert.Equal(Issuing.KeyPem, Read(Entry(Issuing, withParameters, Middle, Root)).Authorities.Single().Brought!.KeyPem);
        Assert.Equal(Root.KeyPem, Read(Entry(Root, ((RSA)Root.Key).ExportRSAPrivateKeyPem())).Authorities.Single().Brought!.KeyPem);
    }

    [Fact]
    public void All_nodes_or_one_name_theirs_and_the_others_have_a_CA_of_their_own()
    {
        Assert.Equal(["corporate", "corporate"], Names($"{StackFile.TwoNodes}certificates: {{ authority: corporate }}\nauthorities: [{{ name: corporate }}]\n"));
        Assert.Equal([null, "shard"], Names(StackFile.With("hostname: db2.example.com", "hostname: db2.example.com\n    authority: shard") + "authorities: [{ name: shard }]\n"));
    }

    [Fact]
    public void One_that_the_stack_makes_has_the_generations_of_all_and_one_that_was_brought_has_one()
    {
        var generations = "certificates: { authority: corporate, caGenerations: [1, 2] }\n";

        Assert.All(StackFile.Read($"{StackFile.TwoNodes}{generations}authorities: [{{ name: corporate }}]\n").Nodes,
            node => Assert.Equal([1, 2], node.Args.Certificates.CaGenerations));
        Assert.All(Read(Entry(Root), generations).Nodes, node => Assert.Equal([1], node.Args.Certificates.CaGenerations));
    }

    [Theory]
    [InlineData("is no CA (basic constraints without CA:TRUE)", "certificate")]
    [InlineData("may not sign certificates (key usage without keyCertSign)", "certificate")]
    [InlineData("has no subject key identifier", "certificate")]
    [InlineData("has a key that not all servers and clients take", "certificate")]
    [InlineData("is not valid before", "certificate")]
    [InlineData("a certificate must not outlive its CA. Have the CA renewed, or lower certificates.validityHours", "certificate")]
    [InlineData("allows 0 CAs below it (path length), and there are 1", "chain")]
    [InlineData("which TLS libraries refuse. Have it signed anew with SHA-256", "certificate")]
    public void A_CA_that_cannot_sign_is_refused(string says, string key)
    {
        var (ca, chain) = says switch
        {
            _ when says.StartsWith("is no CA", StringComparison.Ordinal) => (Fresh with { IsCa = false }, Array.Empty<TestPki>()),
            _ when says.StartsWith("may not sign", StringComparison.Ordinal) => (Fresh with { Usage = X509KeyUsageFlags.DigitalSignature }, []),
            _ when says.StartsWith("has no subject", StringComparison.Ordinal) => (Fresh with { HasKeyId = false }, []),
            _ when says.StartsWith("has a key", StringComparison.Ordinal) => (Fresh with { Rsa = true, RsaBits = 1024 }, []),
            _ when says.StartsWith("is not valid", StringComparison.Ordinal) => (Fresh with { From = DateTimeOffset.UtcNow.AddDays(2) }, []),
            _ when says.StartsWith("a certificate", StringComparison.Ordinal) => (Fresh with { Until = DateTimeOffset.UtcNow.AddDays(364) }, []),
            _ when says.StartsWith("allows", StringComparison.Ordinal) => Under(new TestPki("short root") { PathLength = 0 }),
            _ => (new TestPki("weak") { SignedBy = Root, IsSignedWithSha1 = true }, [Root]),
        };

        var mistake = MistakeIn(Entry(ca, chain));

        Assert.Equal($"authorities[0].{key}", mistake.Path);
        Assert.Contains(says, mistake.Sentence);

        static (TestPki, TestPki[]) Under(TestPki root) => (new("below") { SignedBy = root }, [root]);
    }

    [Fact]
    public void A_chain_that_does_not_lead_to_a_root_is_refused()
    {
        Assert.Contains("does not lead to a root: 'CN=middle', which has signed 'CN=databases', is not in it", MistakeIn(Entry(Issuing)).Sentence);
        Assert.Contains("does not lead to a root: 'CN=corporate root', which has signed 'CN=middle'", MistakeIn(Entry(Issuing, Middle)).Sentence);
        Assert.Contains("does not lead to a root", MistakeIn(Entry(Middle, new TestPki("corporate root"))).Sentence);
        Assert.Contains("holds 'CN=other', which is not above 'CN=corporate root'. Take it out", MistakeIn(Entry(Root, new TestPki("other"))).Sentence);
    }

    [Fact]
    public void A_key_that_is_none_or_anothers_or_has_a_password_is_refused_and_not_shown()
    {
        var encrypted = ((ECDsa)Issuing.Key).ExportEncryptedPkcs8PrivateKeyPem("swordfish", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));
        foreach (var (key, says) in new[]
        {
            (encrypted, "has a password. Take it off"), (Root.KeyPem, "is not the private key, in PEM, that belongs to the certificate 'CN=databases'"),
            ("swordfish", "is not the private key"), (Issuing.CertificatePem, "is not the private key"),
        })
        {
            var mistake = MistakeIn(Entry(Issuing, key, Middle, Root));
            Assert.Equal("authorities[0].key", mistake.Path);
            Assert.Contains(says, mistake.Sentence);
            Assert.DoesNotContain("swordfish", mistake.Sentence);
            Assert.DoesNotContain(key.Split('\n')[0] + "\n", mistake.Sentence);
        }
        Assert.Equal(MistakeKind.Missing, MistakeIn("authorities: [{ name: corporate, certificate: \"" + Inline(Root.CertificatePem) + "\" }]\n").Kind);
        Assert.Contains("belongs to a certificate, and there is none", MistakeIn("authorities: [{ name: corporate, key: \"" + Inline(Root.KeyPem) + "\" }]\n").Sentence);
        Assert.Equal(MistakeKind.NotEncrypted, Assert.Single(StackFile.MistakesIn(StackFile.TwoNodes + Entry(Root))).Kind);
    }

    [Fact]
    public void A_certificate_that_is_none_or_several_is_refused()
    {
        Assert.Contains("has no certificate in PEM", MistakeIn(Entry("MIIB", Root.KeyPem, "")).Sentence);
        Assert.Contains("has no certificate in PEM", MistakeIn(Entry(Root.CertificatePem, Root.KeyPem, "nothing")).Sentence);
        Assert.Contains("holds 2 certificates", MistakeIn(Entry(Issuing.CertificatePem + Middle.CertificatePem, Issuing.KeyPem, Root.CertificatePem)).Sentence);
    }

    [Theory]
    [InlineData("certificates: { authority: corporat }\nauthorities: [{ name: corporate }]\n", "certificates.authority", "Did you mean 'corporate'?")]
    [InlineData("certificates: { authority: own }\n", "certificates.authority", "Add it there, or take this out")]
    [InlineData("authorities: [{ name: db1 }]\n", "authorities[0].name", "'db1' is at nodes already")]
    [InlineData("authorities: [{ name: a }, { name: A }]\n", "authorities[1].name", "'A' is at authorities[0] already")]
    [InlineData("authorities: [{ name: 'a b' }]\n", "authorities[0].name", "is no name for resources")]
    public void A_name_that_is_nobodys_or_anothers_is_refused(string config, string path, string says)
    {
        var mistake = MistakeIn(config);

        Assert.Equal(path, mistake.Path);
        Assert.Contains(says, mistake.Sentence);
    }

    [Fact]
    public void Generations_of_one_node_are_for_a_CA_of_its_own() =>
        Assert.Contains("is for a CA of the node's own, and it has that of 'shard'", StackFile.MistakeIn(
            StackFile.With("hostname: db2.example.com", "hostname: db2.example.com\n    authority: shard\n    caGenerations: [1, 2]") + "authorities: [{ name: shard }]\n").Sentence);

    [Fact]
    public void Whoever_asks_for_any_certificate_of_a_whole_company_is_warned()
    {
        var stack = Read(Entry(Root), "certificates: { authority: corporate }\naccounts: [{ user: app, require: X509 }, { user: batch, require: SUBJECT }]\n");

        Assert.StartsWith("account 'app': require is X509, which lets in whoever has any client certificate below the root of your CA", Assert.Single(ConfigurationWarnings.Of(stack)));
    }

    [Fact]
    public void Others_are_trusted_besides_by_all_nodes_or_by_one()
    {
        var other = new TestPki("other") { Until = DateTimeOffset.UtcNow.AddDays(-1) };
        var stack = StackFile.Read(StackFile.With("hostname: db2.example.com", $"hostname: db2.example.com\n    alsoTrusted: \"{Inline(other.CertificatePem)}\"")
            + $"certificates: {{ alsoTrusted: \"{Inline(Middle.CertificatePem + Root.CertificatePem + Root.CertificatePem)}\" }}\n");

        Assert.Equal([Middle.CertificatePem, Root.CertificatePem], stack.Nodes[0].Args.Certificates.AlsoTrusted);
        Assert.Equal([Middle.CertificatePem, Root.CertificatePem, other.CertificatePem], stack.Nodes[1].Args.Certificates.AlsoTrusted);
    }

    [Fact]
    public void What_is_no_CA_is_not_trusted()
    {
        foreach (var (text, says) in new[]
        {
            ((Fresh with { IsCa = false }).CertificatePem, "'CN=fresh' is no CA"), ("nothing", "has no certificate in PEM that can be read"),
            (Root.CertificatePem + Root.KeyPem, "holds a private key, and only certificates are trusted"),
        })
        {
            var mistake = MistakeIn($"certificates: {{ alsoTrusted: \"{Inline(text)}\" }}\n");
            Assert.Equal("certificates.alsoTrusted", mistake.Path);
            Assert.Contains(says, mistake.Sentence);
        }
    }

    private static TestPki Fresh => new("fresh");

    private static IEnumerable<string?> Names(string config) => StackFile.Read(config).Nodes.Select(node => node.Args.Certificates.Authority?.Name);

    private static StackConfiguration Read(string entry, string more = "") => StackFile.Read(StackFile.TwoNodes + more + entry, "authorities");

    private static Mistake MistakeIn(string entry) => StackFile.MistakeIn(StackFile.TwoNodes + entry, "authorities");

    private static string Entry(TestPki ca, params TestPki[] chain) => Entry(ca, ca.KeyPem, chain);

    private static string Entry(TestPki ca, string key, params TestPki[] chain) => Entry(ca.CertificatePem, key, string.Concat(chain.Select(one => one.CertificatePem)));

    private static string Entry(string certificate, string key, string chain) =>
        $"authorities: [{{ name: corporate, certificate: \"{Inline(certificate)}\", key: \"{Inline(key)}\"{(chain.Length == 0 ? "" : $", chain: \"{Inline(chain)}\"")} }}]\n";

    private static string Inline(string text) => text.Replace("\n", "\\n");
}
