using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Tests.Secrets;

/// <summary>Deriving a key takes a large part of a second.</summary>
public sealed class KeyDerivation
{
    [Fact]
    public void IsDoneOncePerSalt()
    {
        var secrets = new SecretsManagers(new Passphrase(name => name == "PULUMI_CONFIG_PASSPHRASE" ? "correct-horse" : null, prompt: null));
        var created = secrets.Create();

        Assert.Same(created, secrets.Open(created.Salt));
        Assert.NotSame(created, secrets.Create());
    }
}
