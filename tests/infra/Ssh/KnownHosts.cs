using CliWrap;
using EncryptionInTransit.Infra.Ssh;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Ssh;

/// <summary>known_hosts files, the hashed ones made by ssh-keygen itself.</summary>
public class KnownHosts
{
    private const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBO6sV8wjmrJzAIJZr6DHZfXuOICzySb7mTFu6wjHjWo";
    private const string OtherEd25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFZFzvbd53yPoGDEdF5tWpIKhdcC/r7tzDA6BMsSHznF";
    private const string Ecdsa = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg=";

    [Theory]
    [InlineData("db1.example.com", "db1.example.com", 22)]
    [InlineData("db1.example.com,10.0.0.11", "10.0.0.11", 22)]
    [InlineData("DB1.example.com", "db1.EXAMPLE.com", 22)]
    [InlineData("[db1.example.com]:2222", "db1.example.com", 2222)]
    [InlineData("*.example.com", "db1.example.com", 22)]
    [InlineData("db?.example.com", "db1.example.com", 22)]
    public void A_host_is_found(string names, string host, int port) =>
        Assert.Equal(Ed25519, Find($"{names} {Ed25519}", host, port));

    [Theory]
    [InlineData("db1.example.com", "db2.example.com", 22)]
    [InlineData("db1.example.com", "db1.example.com", 2222)]
    [InlineData("[db1.example.com]:2222", "db1.example.com", 22)]
    [InlineData("*.example.com,!db1.example.com", "db1.example.com", 22)]
    [InlineData("db1xexample.com", "db1.example.com", 22)]
    [InlineData("@cert-authority *.example.com", "db1.example.com", 22)]
    public void Another_host_is_not(string names, string host, int port) =>
        Assert.Null(Find($"{names} {Ed25519}", host, port));

    [Theory]
    [InlineData("db1.example.com", 22)]
    [InlineData("[db1.example.com]:2222", 2222)]
    public async Task A_host_hashed_by_ssh_keygen_is_found(string name, int port)
    {
        using var file = new TemporaryFile($"{name} {Ed25519}\n");
        await Cli.Wrap("ssh-keygen").WithArguments(["-q", "-H", "-f", file.Path]).WithStandardErrorPipe(PipeTarget.Null).ExecuteAsync();
        File.Delete(file.Path + ".old");
        var hashed = await File.ReadAllTextAsync(file.Path);

        Assert.StartsWith("|1|", hashed);
        Assert.Equal(Ed25519, Find(hashed, "db1.example.com", port));
        Assert.Null(Find(hashed, "db2.example.com", port));
    }

    [Fact]
    public void Of_several_keys_the_best_is_taken() =>
        Assert.Equal(Ed25519, Find($"db1 {Ecdsa}\ndb1 {Ed25519}", "db1", 22));

    [Fact]
    public void A_revoked_key_is_not_taken() =>
        Assert.Equal(Ecdsa, Find($"db1 {Ecdsa}\ndb1 {Ed25519}\n@revoked * {Ed25519}", "db1", 22));

    [Fact]
    public void Comments_and_broken_lines_are_passed_over() =>
        Assert.Equal(OtherEd25519, Find($"# db1 {Ed25519}\n\nnonsense\ndb1 ssh-ed25519 cut\ndb1 {OtherEd25519} root@db1", "db1", 22));

    private static string? Find(string text, string host, int port) =>
        KnownHostsFile.Parse(text.Split('\n')).Find(host, port)?.ToString();
}
