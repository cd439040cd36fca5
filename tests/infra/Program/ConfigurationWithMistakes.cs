using EncryptionInTransit.Tests.Support;
using Pulumi;

namespace EncryptionInTransit.Tests.Program;

[Collection("Deployment")]
public class ConfigurationWithMistakes
{
    [Fact]
    public async Task Stops_the_program_before_anything_is_registered()
    {
        var run = new ProgramRun();

        var failure = await Assert.ThrowsAsync<RunException>(() => run.UpAsync(StackFile.With("kind: mysql", "kind: oracle") + "colour: red"));

        Assert.Equal(
            """
            Pulumi.test.yaml has 2 mistakes; nothing was touched.
              colour: is not a key. The keys here are nodes, groups, ssh, certificates, authorities, tls, accounts, handOut, reissue, proof, status.
              nodes[1].kind: 'oracle' is not one of mariadb, mysql, percona, proxysql.
            """, failure.Message);
        Assert.Empty(run.Engine.Registrations);
    }
}
