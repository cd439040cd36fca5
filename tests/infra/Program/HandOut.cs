using System.Text;
using EncryptionInTransit.Tests.Support;
using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit.Tests.Program;

/// <summary>The stack outputs with what clients get.</summary>
[Collection("Deployment")]
public class HandOut
{
    private const string Config = StackFile.TwoNodes + """
        accounts:
          - { user: app, host: '%', require: SUBJECT }
          - { user: app, host: localhost, require: SSL }
          - { user: batch, require: X509, authentication: certificateOnly, nodes: [db2] }
        handOut: { folder: /srv/clients/ }
        """;

    [Fact]
    public async Task Is_secret()
    {
        var outputs = await RunAsync();

        Assert.True(await Output.IsSecretAsync(Clients(outputs)));
        Assert.True(await Output.IsSecretAsync(Files(outputs)));
    }

    [Fact]
    public async Task Is_by_node_and_user()
    {
        var clients = await OutputUtilities.GetValueAsync(Clients(await RunAsync()));

        Assert.Equal(["db1", "db2"], clients.Keys);
        Assert.Equal(["app"], clients["db1"].Keys);
        Assert.Equal(["app", "batch"], clients["db2"].Keys);
        Assert.Equal(FakeEngine.Certificate("db2-ca-1"), clients["db2"]["app"]["caCertificate"]);
        Assert.Equal(FakeEngine.Certificate("db2-account-app-certificate"), clients["db2"]["app"]["certificate"]);
        Assert.Equal(FakeEngine.PrivateKey("db2-account-app-key"), clients["db2"]["app"]["privateKey"]);
        Assert.Equal("mysql --defaults-file=/srv/clients/db2/app/mysql.cnf -p", clients["db2"]["app"]["mysql"]);
        Assert.Equal("mysql --defaults-file=/srv/clients/db2/batch/mysql.cnf", clients["db2"]["batch"]["mysql"]);
        Assert.Contains("\nhost=db2.example.com\n", clients["db2"]["app"]["mariadbOptionFile"]);
    }

    [Fact]
    public async Task Is_six_files_for_each_by_absolute_path()
    {
        var files = await OutputUtilities.GetValueAsync(Files(await RunAsync()));

        Assert.Equal(3 * 6, files.Count);
        Assert.Equal(FakeEngine.PrivateKey("db1-account-app-key"), Encoding.UTF8.GetString(Convert.FromBase64String(files["/srv/clients/db1/app/client-key.pem"])));
    }

    [Fact]
    public async Task Is_the_same_in_every_run_as_long_as_the_certificates_are()
    {
        Assert.Equal(
            await OutputUtilities.GetValueAsync(Files(await RunAsync())),
            await OutputUtilities.GetValueAsync(Files(await RunAsync())));
    }

    [Fact]
    public async Task Is_none_without_accounts()
    {
        var run = Run();

        var outputs = await run.UpAsync(StackFile.TwoNodes);

        Assert.DoesNotContain("clients", outputs);
        Assert.DoesNotContain("clientFiles", outputs);
    }

    private static Task<IDictionary<string, object?>> RunAsync() => Run().UpAsync(Config);

    /// <summary>The nodes are out of reach: there is no proof.</summary>
    private static ProgramRun Run()
    {
        var run = new ProgramRun();
        run.Engine.Skip("db1-server-tls", "db2-server-tls");
        return run;
    }

    private static Output<Dictionary<string, Dictionary<string, Dictionary<string, string>>>> Clients(IDictionary<string, object?> outputs) =>
        (Output<Dictionary<string, Dictionary<string, Dictionary<string, string>>>>)outputs["clients"]!;

    private static Output<Dictionary<string, string>> Files(IDictionary<string, object?> outputs) =>
        (Output<Dictionary<string, string>>)outputs["clientFiles"]!;
}
