using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using EncryptionInTransit.Proof.Tests.Pki;

namespace EncryptionInTransit.Proof.Tests.Servers;

[Collection(ProofLabCollection.Name)]
public sealed class NodesOutOfReach(ProofLab lab)
{
    private readonly Database _database = lab.Database(NodeKind.MariaDb118);

    [Fact]
    public async Task BehindACutCable_TimeOut()
    {
        await using var cut = await _database.Node.CutNetworkAsync();

        var failure = await ProveAsync(_database.Node.Address, TimeSpan.FromSeconds(1));

        Assert.Equal(ProofReason.TimedOut, failure.Reason);
    }

    [Fact]
    public async Task ThatDoNotExist_AreUnreachable()
    {
        var nobody = _database.Node.Address[..(_database.Node.Address.LastIndexOf('.') + 1)] + "250";

        var failure = await ProveAsync(nobody, TimeSpan.FromMinutes(1));

        Assert.Equal(ProofReason.Unreachable, failure.Reason);
        Assert.Contains($"{nobody}:3306 cannot be reached from here (No route to host)", failure.Sentence);
    }

    private async Task<ProofFinding> ProveAsync(string host, TimeSpan timeout)
    {
        var ca = new TestCa("db CA 1");
        var target = _database.Target(ca, ca.IssueServer("db2", ["db2"])) with { Host = host, Timeout = timeout };
        return Assert.Single((await new TlsProof(TimeProvider.System).RunAsync(target, default)).Failures);
    }
}
