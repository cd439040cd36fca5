using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

public class SecretsInTheFile
{
    private const string Proof = StackFile.TwoNodes + "proof: { user: proof, password: swordfish }";

    [Fact]
    public void In_plain_text_are_refused_without_being_repeated()
    {
        var mistake = StackFile.MistakeIn(Proof);

        Assert.Equal(("proof.password", MistakeKind.NotEncrypted), (mistake.Path, mistake.Kind));
        Assert.Contains("config set --secret --path 'encryption-in-transit:proof.password'", mistake.Sentence);
        Assert.DoesNotContain("swordfish", mistake.Sentence);
    }

    [Fact]
    public void Encrypted_are_taken()
    {
        var configuration = StackFile.Read(Proof, "proof");

        Assert.Equal("swordfish", configuration.ProofAccount!.Password);
    }

    [Fact]
    public void Are_in_no_text_of_what_was_read()
    {
        var configuration = StackFile.Read(
            StackFile.With("kind: mysql", "kind: mysql\n    database: { adminUser: admin, adminPassword: swordfish }")
            + "ssh: { password: swordfish }\nproof: { user: proof, password: swordfish }", "nodes", "ssh", "proof");

        Assert.DoesNotContain("swordfish", string.Join('\n', configuration.Nodes) + configuration);
    }

    [Fact]
    public void Are_in_no_text_of_a_proxy_that_was_read() =>
        Assert.DoesNotContain("swordfish", StackFile.Read(ProxyFile.Text, ProxyFile.Encrypted).Proxies[0].ToString());
}
