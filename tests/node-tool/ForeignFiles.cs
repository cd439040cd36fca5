using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>Somebody else's files stand where ours go: each test compares the node with before when it ends.</summary>
public abstract class ForeignFiles(ToolNodeFixture fixture) : NodeToolTest(fixture)
{
    private const string Keys = "/var/lib/jelastic/keys/SSL-TLS";

    [Fact]
    public async Task AFile_AFolder_AndALink_ComeBackAsTheyWere()
    {
        (await Node.RunAsync(
            $"""
            mkdir -p {Keys}/server /srv/elsewhere && echo theirs >{Keys}/server/server.crt && chmod 0640 {Keys}/server/server.crt &&
            chown mysql:root {Keys}/server/server.crt && chmod 0711 {Keys}/server && ln -s /srv/elsewhere {Keys}/client &&
            echo '# theirs' >{ServerConfiguration.Path} && chmod 0664 {ServerConfiguration.Path}
            """)).MustSucceed();
        var before = await Node.SnapshotAsync();

        (await Tool.EncryptAsync(First)).MustSucceed();
        (await Tool.EncryptAsync(Second)).MustSucceed();
        (await Tool.ReleaseAsync()).MustSucceed();

        Assert.Equal(before.ToString(), (await Node.SnapshotAsync()).ToString());
        (await Node.RunAsync($"rm -rf /var/lib/jelastic /srv/elsewhere {ServerConfiguration.Path}")).MustSucceed();
    }

    [Fact]
    public async Task OurOwnFile_IsNeverTakenForWhatStoodBefore()
    {
        (await Tool.EncryptAsync(First)).MustSucceed();
        (await Tool.EncryptAsync(Second)).MustSucceed();
        (await Tool.ReleaseAsync()).MustSucceed();
        (await Tool.EncryptAsync(First)).MustSucceed();

        (await Tool.ReleaseAsync()).MustSucceed();

        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task AMainFile_ThatDoesNotIncludeTheFolder_GetsTheInclude_AndComesBack()
    {
        var main = (await Node.RunAsync("readlink -f /etc/mysql/my.cnf")).MustSucceed().Output.Trim();
        var original = await Node.ReadFileAsync(main);
        // Without its last line end, which must not swallow ours.
        await Node.PutFileAsync(main, original.Replace("!includedir /etc/mysql/conf.d/", "# none", StringComparison.Ordinal).TrimEnd('\n'));
        var before = await Node.SnapshotAsync();

        var activated = (await Tool.EncryptAsync(First)).MustSucceed();

        Assert.Contains($"included: /etc/mysql/conf.d in {main}\n", activated.Output, StringComparison.Ordinal);
        (await Node.RunAsync($"service {Node.Service} restart")).MustSucceed();
        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());
        (await Tool.ReleaseAsync()).MustSucceed();
        Assert.Equal(before.ToString(), (await Node.SnapshotAsync()).ToString());
        await Node.PutFileAsync(main, original);
    }

    [Fact]
    public async Task AMainFile_EditedMeanwhile_OnlyLosesOurLines()
    {
        var main = (await Node.RunAsync("readlink -f /etc/mysql/my.cnf")).MustSucceed().Output.Trim();
        var original = await Node.ReadFileAsync(main);
        var without = original.Replace("!includedir /etc/mysql/conf.d/", "# none", StringComparison.Ordinal);
        await Node.PutFileAsync(main, without);
        (await Tool.EncryptAsync(First)).MustSucceed();
        (await Node.RunAsync($"echo '# their edit' >>{main}")).MustSucceed();

        var released = (await Tool.ReleaseAsync()).MustSucceed();

        Assert.Contains($"{main} was edited since", released.Error, StringComparison.Ordinal);
        Assert.Equal(without + "# their edit\n", await Node.ReadFileAsync(main));
        await Node.PutFileAsync(main, original);
    }

    [Fact]
    public async Task AnAdministratorWithAPassword_IsUsed_AndItsPasswordIsNoArgument()
    {
        const string password = "p#'\\\"w ä=1";
        await Node.QueryAsync(
            """
            CREATE USER admin1@localhost IDENTIFIED BY 'p#\'\\"w ä=1';
            GRANT ALL ON *.* TO admin1@localhost WITH GRANT OPTION;
            """);
        var before = await Node.SnapshotAsync();
        (await Node.RunAsync("(while [ ! -e /run/watched ]; do cat /proc/[0-9]*/cmdline; done >/run/arguments 2>/dev/null; rm /run/watched) </dev/null >/dev/null 2>&1 &")).MustSucceed();

        (await Tool.RunAsync("claim", Requests.Claim(Node.Server, adminUser: "admin1", adminPassword: password))).MustSucceed();
        (await Tool.RunAsync("claim", Requests.Claim(Node.Server, adminUser: "admin1", adminPassword: password))).MustSucceed();
        var wrong = await Tool.RunAsync("claim", Requests.Claim(Node.Server, adminUser: "admin1", adminPassword: "wrong"));

        (await Node.RunAsync("touch /run/watched")).MustSucceed();
        AssertFailed(1, wrong, "the server refuses the login of admin1", "database.adminPassword");
        Assert.DoesNotContain("w ä=1", (await Node.RunAsync("cat /run/arguments")).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Equal("600 root\n", (await Node.RunAsync($"stat -c '%a %U' {ToolNode.State}/admin")).MustSucceed().Output);
        (await Tool.ReleaseAsync()).MustSucceed();
        Assert.Equal(before.ToString(), (await Node.SnapshotAsync()).ToString());
        await Node.QueryAsync("DROP USER admin1@localhost");
    }
}

[Collection(NodeKind.MariaDb1011)]
public sealed class ForeignFilesOnMariaDb1011(MariaDb1011 fixture) : ForeignFiles(fixture);

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class ForeignFilesOnMySql97(MySql97 fixture) : ForeignFiles(fixture);
