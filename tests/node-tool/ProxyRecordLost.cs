using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>Somebody has removed the tool's records of a ProxySQL that goes on with our certificates.</summary>
[Trait("Scope", "thorough")]
public sealed class ProxyRecordLost(ProxyFixture fixture) : ProxyTest(fixture)
{
    private const string Files = "/var/lib/proxysql/proxysql-*.pem";

    [Fact]
    public async Task IsSaid_AndARelease_LeavesNoTlsToBackends_AndClientsTheCertificateThatTheyHave()
    {
        (await Node.RunAsync($"mkdir /run/files && cp -a {Files} /run/files")).MustSucceed();
        var hadTls = (await Node.QueryAsync("SELECT variable_value FROM disk.global_variables WHERE variable_name = 'mysql-have_ssl'")).Trim();
        var (servers, parameters) = (await ServersAsync(), await ParametersAsync());
        (await Proxy.EncryptAsync(First)).MustSucceed();
        (await Node.RunAsync($"rm -r {ToolNode.State}")).MustSucceed();

        var claimed = (await Proxy.Tool.RunAsync("claim", ProxyNode.ClaimRequest())).MustSucceed();
        Assert.Contains("the record of what stood on this node before was removed", claimed.Error, StringComparison.Ordinal);
        (await Proxy.EncryptAsync(Second)).MustSucceed();
        Assert.Equal(Second.Fingerprint, await Proxy.ServedAsync());
        (await Proxy.ReleaseAsync()).MustSucceed();

        Assert.Equal(servers, await ServersAsync());
        Assert.Equal(parameters, await ParametersAsync());
        await Proxy.RestartAsync();
        Assert.Equal(First.Fingerprint, await Proxy.ServedAsync());
        Assert.Equal("", (await Node.RunAsync("find /var/lib/jelastic /var/lib/encryption-in-transit 2>/dev/null")).Output);

        (await Node.RunAsync($"cp -a /run/files/* /var/lib/proxysql && rm -r /run/files")).MustSucceed();
        await Node.QueryAsync($"UPDATE global_variables SET variable_value = '{hadTls}' WHERE variable_name = 'mysql-have_ssl'; LOAD MYSQL VARIABLES TO RUNTIME; SAVE MYSQL VARIABLES TO DISK; PROXYSQL RELOAD TLS");
    }

    private Task<string[]> ServersAsync() => InLayersAsync("SELECT hostgroup_id, hostname, port, use_ssl FROM {0}mysql_servers ORDER BY 1, 2, 3");

    private Task<string[]> ParametersAsync() => InLayersAsync("SELECT * FROM {0}mysql_servers_ssl_params ORDER BY 1, 2, 3");
}
