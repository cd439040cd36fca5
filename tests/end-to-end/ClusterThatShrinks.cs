using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// A member leaves a cluster that encrypts, as the operations page says: its server is stopped, then it is taken out. What it had
/// set for all of them stays, until the others go back.
/// </summary>
[Trait("Scope", "thorough")]
public sealed class ClusterThatShrinks(GaleraGroup cluster) : IClassFixture<GaleraGroup>
{
    private const string Tightened = "SPECIFIED\t/CN=app\n";

    [Fact]
    public async Task WithoutTheMemberThatLeft_IsEncryptedStill_AndAsBeforeAfterwards()
    {
        await cluster.Stack.SetAsync("encryption-in-transit:groups[0].encryptStreams", "true");
        (await cluster.Stack.UpAsync()).MustSucceed();
        await cluster.MustBeCompleteAsync();
        foreach (var member in cluster.Members)
            Assert.Contains("enforcedAccounts: 1\n", (await member.RunAsync("/usr/local/sbin/encryption-in-transit status")).MustSucceed().Output, StringComparison.Ordinal);
        LabNode leaving = cluster.Members[0], other = cluster.Members[1], third = cluster.Members[2];

        await using (await leaving.StopDatabaseAsync())
        {
            await cluster.Stack.EditAsync(@"nodes: \[db1, db2, db3\]", "nodes: [db2, db3]");
            await cluster.Stack.EditAsync(@"(?m)^( *)- name: db1\n(\1  [^\n]*\n)*", "");
            (await cluster.Stack.UpAsync()).MustSucceed();

            Assert.Equal(cluster.Before["db1"].Files, await leaving.SnapshotFilesAsync());
            await LabCluster.MustBeCompleteAsync([other, third]);
            foreach (var member in new[] { other, third })
            {
                Assert.Equal(Tightened, await RequirementAsync(member));
                var options = await member.QueryAsync("SELECT @@wsrep_provider_options");
                Assert.Contains("socket.ssl = YES", options, StringComparison.Ordinal);
                Assert.DoesNotContain("socket.dynamic = YES", options, StringComparison.OrdinalIgnoreCase);
            }
            (await cluster.Stack.RunAsync("preview", "--expect-no-changes")).MustSucceed();

            (await cluster.Stack.RunAsync("destroy", "--yes")).MustSucceed();
        }
        await cluster.MustBeCompleteAsync();
        foreach (var (name, after) in await cluster.SnapshotsAsync())
            Assert.Empty(cluster.Before[name].ChangesTo(after));
    }

    private static Task<string> RequirementAsync(LabNode node) => node.QueryAsync("SELECT ssl_type, x509_subject FROM mysql.user WHERE user = 'app'");
}
