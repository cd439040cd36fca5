using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

/// <summary>Which CA generations may follow each other, and what accounts must say about theirs.</summary>
public class CaRollover
{
    [Theory]
    [InlineData("certificates: { caGenerations: [] }", "certificates.caGenerations", "nobody would issue")]
    [InlineData("certificates: { caGenerations: [2, 1] }", "certificates.caGenerations", "it must ascend")]
    [InlineData("certificates: { caGenerations: [1, 1] }", "certificates.caGenerations", "it must ascend")]
    [InlineData("certificates: { caGenerations: [0] }", "certificates.caGenerations", "from 1 to 9999, without quotes, as [1, 2]")]
    [InlineData("certificates: { caGenerations: ['1'] }", "certificates.caGenerations", "without quotes")]
    [InlineData("certificates: { caGenerations: 2 }", "certificates.caGenerations", "must be a list of whole numbers")]
    [InlineData("accounts: [{ user: app, require: SUBJECT, caGeneration: 2 }]", "accounts[0].caGeneration", "the newest is 1. Append it to caGenerations first")]
    public void A_list_that_cannot_be(string config, string path, string cure)
    {
        var mistake = StackFile.MistakeIn(StackFile.TwoNodes + config);

        Assert.Equal(path, mistake.Path);
        Assert.Contains(cure, mistake.Sentence);
    }

    [Theory]
    // the list, the account, a part of the cure
    [InlineData("[2]", "{ user: app, require: SUBJECT }", "Say which generation they have: here, or for all users at handOut.caGeneration")]
    [InlineData("[2]", "{ user: app, require: SUBJECT, caGeneration: 1 }", "Put 1 back in front of the list, raise this to 2, up, hand the certificates out; then drop it")]
    [InlineData("[1, 2]", "{ user: app, require: ISSUER, caGeneration: 2 }", "ALTER USER … REQUIRE SUBJECT")]
    public void An_account_that_would_be_left_behind(string generations, string account, string cure)
    {
        var mistake = StackFile.MistakeIn($"{StackFile.TwoNodes}certificates: {{ caGenerations: {generations} }}\naccounts: [{account}]\n");

        Assert.Equal("accounts[0].caGeneration", mistake.Path);
        Assert.Contains("'app'", mistake.Sentence);
        Assert.Contains(cure, mistake.Sentence);
    }

    [Theory]
    [InlineData("[1]", "{ user: app, require: ISSUER }")]
    [InlineData("[1, 2]", "{ user: app, require: ISSUER }")]
    [InlineData("[1, 2]", "{ user: app, require: ISSUER, caGeneration: 1 }")]
    [InlineData("[1, 2]", "{ user: app, require: SUBJECT, caGeneration: 2 }")]
    [InlineData("[2]", "{ user: app, require: ISSUER, caGeneration: 2 }")]
    [InlineData("[2, 3]", "{ user: app, require: X509, caGeneration: 2 }")]
    public void An_account_that_is_ready(string generations, string account) =>
        Assert.Empty(StackFile.MistakesIn($"{StackFile.TwoNodes}certificates: {{ caGenerations: {generations} }}\naccounts: [{account}]\n"));

    [Fact]
    public void One_word_moves_all_accounts_and_each_can_have_its_own()
    {
        var stack = StackFile.Read(
            $"{StackFile.TwoNodes}certificates: {{ caGenerations: [1, 2] }}\nhandOut: {{ caGeneration: 2 }}\n"
            + "accounts: [{ user: app, require: SUBJECT }, { user: old, require: SUBJECT, caGeneration: 1 }]\n");

        Assert.Equal([2, 1], stack.Accounts.Select(account => account.CaGeneration));
    }

    [Fact]
    public void One_node_can_go_first()
    {
        var stack = StackFile.Read(StackFile.With("kind: mysql", "kind: mysql\n    caGenerations: [1, 2]\n    abruptCaChange: true"));

        Assert.Equal([1], stack.Nodes[0].Args.Certificates.CaGenerations);
        Assert.Equal([1, 2], stack.Nodes[1].Args.Certificates.CaGenerations);
        Assert.Equal([false, true], stack.Nodes.Select(node => node.Args.Certificates.AbruptCaChange));
    }
}
