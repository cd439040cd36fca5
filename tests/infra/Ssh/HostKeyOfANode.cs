using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Ssh;

/// <summary>Where the host key comes from, and what is said when there is none.</summary>
public class HostKeyOfANode
{
    private const string Given = $", hostKey: \"{StackFile.HostKey}\"";

    private static string Without => StackFile.TwoNodes.Replace(Given, "");

    [Fact]
    public void Is_given_and_its_comment_is_dropped()
    {
        var node = StackFile.Read(StackFile.TwoNodes.Replace(StackFile.HostKey, StackFile.HostKey + " root@db1")).Nodes[0];

        Assert.Equal(StackFile.HostKey, node.Args.Ssh.HostKey);
    }

    [Fact]
    public void Is_missing_for_each_node_by_name()
    {
        var mistakes = StackFile.MistakesIn(Without);

        Assert.Equal(["nodes[0].ssh.hostKey", "nodes[1].ssh.hostKey"], mistakes.Select(mistake => mistake.Path));
        Assert.All(mistakes, mistake => Assert.Contains("ssh-keyscan -t ed25519", mistake.Sentence));
    }

    [Fact]
    public void Is_waived_in_so_many_words_only() =>
        Assert.All(StackFile.Read(Without + "ssh: { acceptUnknownHostKey: true }").Nodes, node => Assert.Null(node.Args.Ssh.HostKey));

    [Fact]
    public void Is_given_and_waived_at_once()
    {
        var mistake = StackFile.MistakeIn(StackFile.With(
            $"host: 10.0.0.12{Given}", $"host: 10.0.0.12{Given}, acceptUnknownHostKey: true"));

        Assert.Equal(("nodes[1].ssh.acceptUnknownHostKey", MistakeKind.NotTogether), (mistake.Path, mistake.Kind));
    }

    [Theory]
    [InlineData("10.0.0.12 ssh-ed25519 AAAA", "Take the host in front out")]
    [InlineData("ssh-dss AAAAB3NzaC1kc3MAAACB", "is no public host key")]
    [InlineData("SHA256:uNiVztksCsDhcc0u9e8BrqGW", "is no public host key")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBO6sV8wjmrJzAIJZr6DHZfXuOICzySb7mTFu6wj", "is not a key of type ssh-ed25519")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIBO6sV8wjmrJzAIJZr6DHZfXuOICzySb7mTFu6wjHjWo", "is not a key of type ssh-rsa")]
    [InlineData("ssh-ed25519 not/base64!", "is not a key of type ssh-ed25519")]
    public void Does_not_parse(string hostKey, string cure)
    {
        var mistake = StackFile.MistakeIn(StackFile.TwoNodes.Replace($"10.0.0.12, hostKey: \"{StackFile.HostKey}\"", $"10.0.0.12, hostKey: \"{hostKey}\""));

        Assert.Equal("nodes[1].ssh.hostKey", mistake.Path);
        Assert.Contains(cure, mistake.Sentence);
    }

    [Fact]
    public void Is_looked_up_in_known_hosts()
    {
        using var file = new TemporaryFile($"""
            10.0.0.11 {StackFile.HostKey}
            10.0.0.12 {StackFile.HostKey}
            """);

        Assert.Equal(StackFile.HostKey, StackFile.Read($"{Without}ssh: {{ knownHosts: {file.Path} }}").Nodes[1].Args.Ssh.HostKey);
    }

    [Fact]
    public void Is_not_in_known_hosts()
    {
        using var file = new TemporaryFile($"10.0.0.11 {StackFile.HostKey}");

        var mistake = StackFile.MistakeIn($"{Without}ssh: {{ knownHosts: {file.Path} }}");

        Assert.Equal("nodes[1].ssh.hostKey", mistake.Path);
        Assert.Contains($"{file.Path} has no key for 10.0.0.12", mistake.Sentence);
    }

    [Fact]
    public void Is_to_be_looked_up_in_a_file_that_is_not_there()
    {
        var mistake = StackFile.MistakeIn(Without + "ssh: { knownHosts: no/such/file }");

        Assert.Equal("ssh.knownHosts", mistake.Path);
        Assert.Contains("a relative one starts at", mistake.Sentence);
    }
}
