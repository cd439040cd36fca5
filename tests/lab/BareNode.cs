using MySqlConnector;

namespace EncryptionInTransit.Lab.Tests;

/// <summary>A node as it is after its start.</summary>
public abstract class BareNode(OneNode fixture)
{
    private readonly LabNode _node = fixture.Node;

    [Fact]
    public async Task TheDatabase_AnswersFromOutside()
    {
        var version = await Visitor.QueryAsync(_node, "SELECT VERSION()");

        Assert.StartsWith($"{_node.Server}-{string.Join('.', version!.Split('.')[..2])}", _node.Kind, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheProofAccount_MayDoNothingButLogIn()
    {
        var error = await Assert.ThrowsAsync<MySqlException>(() => Visitor.QueryAsync(_node, "SELECT user FROM mysql.user"));

        Assert.Contains("denied", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sshd_LetsRootInByKey()
    {
        var output = await Visitor.SshAsync(_node, "id -un; hostname");

        Assert.Equal($"root\n{_node.Hostname}\n", output.MustSucceed().Output);
    }

    [Fact]
    public async Task Sshd_HasTheThreeUsualHostKeys()
    {
        var keys = (await _node.RunAsync("cut -d' ' -f1 /etc/ssh/ssh_host_*_key.pub")).MustSucceed().Output.Split('\n');

        Assert.Contains("ssh-ed25519", keys);
        Assert.Contains("ecdsa-sha2-nistp256", keys);
        Assert.Contains("ssh-rsa", keys);
        Assert.Contains(_node.HostKey, await _node.ReadFileAsync("/etc/ssh/ssh_host_ed25519_key.pub"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingOfAnInstallation_IsThere()
    {
        var snapshot = await _node.SnapshotAsync();

        Assert.DoesNotContain(snapshot.Files, line => line.Contains("jelastic", StringComparison.Ordinal));
        Assert.DoesNotContain(snapshot.Files, line => line.Contains("encryption-in-transit", StringComparison.Ordinal));
        Assert.Contains("require_secure_transport\tOFF", snapshot.Variables);
    }

    [Fact]
    public async Task TheServer_RestartsByTheOrdinaryCommand()
    {
        var before = await _node.DatabasePidAsync();

        (await Visitor.SshAsync(_node, $"service {_node.Service} restart")).MustSucceed();

        Assert.NotEqual(before, await _node.DatabasePidAsync());
        Assert.Equal("1\n", await _node.QueryAsync("SELECT 1"));
        (await _node.RunAsync($"service {_node.Service} status")).MustSucceed();
    }

    [Fact]
    public async Task TheNode_HasNoWayOutOfItsNetwork()
    {
        var route = await _node.RunAsync("cat /proc/net/route");

        var gateways = route.MustSucceed().Output.Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t')[2]);
        Assert.All(gateways, gateway => Assert.Equal("00000000", gateway));
    }
}

public sealed class BareMariaDb1011(MariaDb1011 fixture) : BareNode(fixture), IClassFixture<MariaDb1011>;

public sealed class BareMariaDb118(MariaDb118 fixture) : BareNode(fixture), IClassFixture<MariaDb118>;

public sealed class BareMariaDb118Systemd(MariaDb118Systemd fixture) : BareNode(fixture), IClassFixture<MariaDb118Systemd>;

public sealed class BareMySql97(MySql97 fixture) : BareNode(fixture), IClassFixture<MySql97>;
