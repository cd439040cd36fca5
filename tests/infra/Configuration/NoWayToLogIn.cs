using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

public class NoWayToLogIn
{
    [Fact]
    public void Neither_key_nor_agent_is_told_once_for_all_nodes()
    {
        var source = Yaml.Source(StackFile.TwoNodes) with { HasSshAgent = false };

        var mistake = Assert.Single(ConfigurationReader.Read(source).Mistakes);

        Assert.Equal("ssh.privateKey", mistake.Path);
        Assert.Contains("config set --secret --path 'encryption-in-transit:ssh.privateKey' <FILE", mistake.Sentence);
    }

    [Theory]
    [InlineData("agentSocketPath: /run/agent")]
    [InlineData("password: swordfish")]
    public void Anything_else_will_do(string setting)
    {
        var source = Yaml.Source($"{StackFile.TwoNodes}ssh: {{ {setting} }}", "ssh") with { HasSshAgent = false };

        Assert.Empty(ConfigurationReader.Read(source).Mistakes);
    }
}
