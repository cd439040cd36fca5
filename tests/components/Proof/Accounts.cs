namespace EncryptionInTransit.Proof.Tests;

public sealed class Accounts
{
    [Fact]
    public void InText_ShowTheUserAlone()
    {
        var account = new ProofAccount("proof", "sEcret-1");
        var target = new ProofTarget("db1", "192.0.2.1", 3306, "db1", "", "", false, account, TimeSpan.FromSeconds(1));

        Assert.Equal("account 'proof'", $"{account}");
        Assert.Contains("account 'proof'", $"{target}");
        Assert.DoesNotContain("sEcret-1", $"{target}");
    }
}
