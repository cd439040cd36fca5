namespace EncryptionInTransit.Lab.Tests;

/// <summary>Snapshots are equal when nothing changed, and tell what did.</summary>
public abstract class NodeCompared(OneNode fixture)
{
    private readonly LabNode _node = fixture.Node;

    [Fact]
    public async Task Unchanged_IsEqual_AlsoAfterARestart()
    {
        var before = await _node.SnapshotAsync();

        (await _node.RunAsync($"service {_node.Service} restart")).MustSucceed();

        Assert.Equal(before.ToString(), (await _node.SnapshotAsync()).ToString());
        Assert.Equal(before, await _node.SnapshotAsync());
    }

    [Theory]
    [InlineData("printf '# x' >>/etc/mysql/conf.d/mysql.cnf")]
    [InlineData("chmod 0600 /etc/mysql/conf.d/mysql.cnf")]
    [InlineData("chown mysql /etc/mysql/conf.d/mysql.cnf")]
    [InlineData("chgrp mysql /etc/mysql/conf.d")]
    [InlineData("mkdir -p /var/lib/jelastic/keys")]
    [InlineData("mkdir -p /var/lib/encryption-in-transit && touch '/var/lib/encryption-in-transit/a file'")]
    [InlineData("ln -s nowhere /usr/local/sbin/link")]
    [InlineData("touch /etc/my.cnf")]
    [InlineData("mkdir -p /etc/apparmor.d/local && touch /etc/apparmor.d/local/usr.sbin.mysqld-probe")]
    public async Task AFileChanged_IsSeen(string change)
    {
        var before = await _node.SnapshotAsync();

        (await _node.RunAsync(change)).MustSucceed();

        var after = await _node.SnapshotAsync();
        Assert.NotEqual(before, after);
        Assert.NotEmpty(before.ChangesTo(after));
        Assert.NotEqual(before.Files, await _node.SnapshotFilesAsync());
    }

    [Theory]
    [InlineData("CREATE USER someone@localhost IDENTIFIED BY 'a'", "DROP USER someone@localhost")]
    [InlineData("ALTER USER {proof} REQUIRE X509", "ALTER USER {proof} REQUIRE NONE")]
    [InlineData("SET GLOBAL require_secure_transport = ON", "SET GLOBAL require_secure_transport = OFF")]
    public async Task TheServerChanged_IsSeen_AndUndoneIsEqual(string change, string undo)
    {
        var proof = (await _node.QueryAsync("SELECT CONCAT('''', user, '''@''', host, '''') FROM mysql.user WHERE user = 'proof'")).Trim();
        var before = await _node.SnapshotAsync();

        await _node.QueryAsync(change.Replace("{proof}", proof, StringComparison.Ordinal));
        var during = await _node.SnapshotAsync();
        await _node.QueryAsync(undo.Replace("{proof}", proof, StringComparison.Ordinal));

        Assert.NotEqual(before, during);
        Assert.Equal(before, await _node.SnapshotAsync());
    }

    [Fact]
    public async Task APutFile_HasItsContentModeAndOwner()
    {
        await _node.PutFileAsync("/var/lib/jelastic/it's here", "größe\n", mode: "0640", owner: "root:mysql");

        Assert.Equal("größe\n", await _node.ReadFileAsync("/var/lib/jelastic/it's here"));
        Assert.Equal("640 root:mysql\n", (await _node.RunAsync("stat -c '%a %U:%G' \"/var/lib/jelastic/it's here\"")).Output);
    }
}

public sealed class ComparedMariaDb1011(MariaDb1011 fixture) : NodeCompared(fixture), IClassFixture<MariaDb1011>;

[Trait("Scope", "thorough")]
public sealed class ComparedMariaDb118(MariaDb118 fixture) : NodeCompared(fixture), IClassFixture<MariaDb118>;

public sealed class ComparedMySql97(MySql97 fixture) : NodeCompared(fixture), IClassFixture<MySql97>;
