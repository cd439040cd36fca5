using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>
/// A node that has the vendor's add-on is taken over on request. However a test has left it: once it was taken over, a release
/// leaves none of it, and that is checked after each.
/// </summary>
public abstract class Adopted(ToolNodeFixture fixture) : NodeToolTest(fixture), IAsyncLifetime
{
    private const string Generations = $"{VendorAddOn.Keys}/.generations";

    // What the add-on's file sets is the same in this one, so that nothing asks for a restart.
    private static readonly string s_sameOptions = ServerConfiguration.Text().Replace("ssl-cipher=", "#ssl-cipher=", StringComparison.Ordinal);

    private VendorAddOn _addOn = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await VendorAddOn.PreparePlatformAsync(Node);
        await InitializeAsync();
        _addOn = await VendorAddOn.InstallAsync(Node);
        // It was there before the tool.
        (await Node.RunAsync("cd /usr/local/sbin && mv selfcertgen selfcertgen.before")).MustSucceed();
        await Tool.PutToolAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        (await AdoptAsync(First, abrupt: true)).MustSucceed();
        await DisposeAsync();
        Assert.Equal("/var/lib/mysql\n/etc/mysql\n640", (await Node.RunAsync($"cat {VendorAddOn.RedeployList}; stat -c %a {VendorAddOn.RedeployList}")).Output.Trim());
        (await Node.RunAsync("rm -rf /etc/jelastic /.jelenv /var/lib/jelastic")).MustSucceed();
    }

    [Fact]
    public async Task IsRecognised_AndLeftAlone_UnlessAskedFor()
    {
        var before = await Node.SnapshotAsync();

        AssertFailed(1, await Tool.RunAsync("claim", Requests.Claim(Node.Server)),
            "refused: this node has the vendor's SSL add-on; nothing was touched",
            $"the private key of a CA: {VendorAddOn.Keys}/server/root.key", "its script /usr/local/sbin/selfcertgen.before", "its script /usr/local/sbin/copyCert",
            $"an X.509 v1 certificate: {VendorAddOn.Keys}/server/server.crt", $"{ServerConfiguration.Path} with the certificates of {VendorAddOn.Keys}/server",
            "adopt: true at this node", $"clients that trust its CA ({VendorAddOn.CaName}) fail from then on");

        Assert.Contains($"addOn: the private key of a CA: {VendorAddOn.Keys}/server/root.key;", (await Tool.RunAsync("status")).MustSucceed().Output);
        Assert.Equal(before.ToString(), (await Node.SnapshotAsync()).ToString());
    }

    [Fact]
    public async Task WhereNothingElseChanges_IsTakenOverByReload()
    {
        (await Node.RunAsync($"cd {VendorAddOn.Keys} && cp client/client.key app.key && cp client/client.crt app.crt && cp app.key other.key")).MustSucceed();
        var pid = await Node.DatabasePidAsync();

        var activated = (await AdoptAsync(First, s_sameOptions)).MustSucceed();

        Assert.Equal(
            $"""
            reloaded: {(Tool.IsMariaDb ? "FLUSH SSL" : "ALTER INSTANCE RELOAD TLS")}
            taken over from the add-on: the key of its CA and all its other keys were overwritten and removed, its scripts too
            clients that trust its CA ({VendorAddOn.CaName}) need the new root.crt; on other nodes and in backups its key may still be
            serving {First.Fingerprint}

            """,
            activated.Output);
        Assert.Contains("What differs (- the add-on's, + new):", activated.Error, StringComparison.Ordinal);
        Assert.Contains($"left: {VendorAddOn.Keys}/other.key", activated.Error, StringComparison.Ordinal);
        Assert.Equal(pid, await Node.DatabasePidAsync());
        await AssertTakenOverAsync();
        Assert.Equal($"nothing to do\nserving {First.Fingerprint}\n", (await AdoptAsync(First, s_sameOptions)).MustSucceed().Output);
        Assert.Equal("client\nother.key\nserver\n", (await Node.RunAsync($"ls {VendorAddOn.Keys}; rm {VendorAddOn.Keys}/other.key")).Output);
        Assert.Equal("encryption-in-transit\nselfcertgen\n", (await Node.RunAsync("ls /usr/local/sbin")).Output);
    }

    [Fact]
    public async Task ReissuesAfterwards_AreRememberedAsOurs()
    {
        (await AdoptAsync(First)).MustSucceed();
        (await AdoptAsync(Second, ServerConfiguration.Text(extra: "tls_version=TLSv1.3"))).MustSucceed();

        Assert.Equal(Second.Fingerprint, await Tool.ServedAsync());
        var released = (await Tool.ReleaseAsync()).MustSucceed();

        Assert.Contains("left: the variable KEY_PASS of this container", released.Output, StringComparison.Ordinal);
        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task AccountsThatItsCertificatesLetIn_AreNamed_BeforeAnythingIsTouched()
    {
        await using var accounts = await TemporaryAccounts.CreateAsync(
            Node,
            ("o'neil", "%", "REQUIRE X509"), ("named", "%", "REQUIRE SUBJECT '/CN=named'"), ("issued", "10.%", $"REQUIRE ISSUER '{VendorAddOn.CaName}'"),
            ("strange", "%", "REQUIRE ISSUER '/CN=other CA'"), ("plain", "%", "REQUIRE SSL"));
        var before = await Node.SnapshotAsync();

        var asked = await Tool.RunAsync("claim", Requests.Claim(Node.Server));
        var refused = await Tool.RunAsync("claim", Requests.ClaimAndAdopt(Node.Server));

        Assert.All([asked, refused], output =>
        {
            AssertFailed(1, output, "nothing was touched", "has REQUIRE X509; ", "'named'@'%' has REQUIRE SUBJECT '/CN=named'; ", $"'issued'@'10.%' has REQUIRE ISSUER '{VendorAddOn.CaName}'; ");
            Assert.DoesNotContain("strange", output.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("plain", output.Error, StringComparison.Ordinal);
        });
        Assert.Contains("abruptCaChange: true at this node", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before.ToString(), (await Node.SnapshotAsync()).ToString());

        foreach (var statement in refused.Error.Split('\n').Where(line => line.Contains("ALTER USER", StringComparison.Ordinal)).Select(line => line[line.IndexOf("ALTER", StringComparison.Ordinal)..]))
            await Node.QueryAsync(statement);
        (await Tool.RunAsync("claim", Requests.ClaimAndAdopt(Node.Server))).MustSucceed();
    }

    [Fact]
    public async Task AccountsThatNobodySatisfiesAnyMore_AreNamedByTheRelease()
    {
        await using var accounts = await TemporaryAccounts.CreateAsync(Node, ("app", "%", "REQUIRE X509"));
        (await AdoptAsync(First, abrupt: true)).MustSucceed();

        Assert.Contains(
            "left: 'app'@'%' has REQUIRE X509, which nobody satisfies now: ALTER USER 'app'@'%' REQUIRE NONE;\n",
            (await Tool.ReleaseAsync()).MustSucceed().Output.Replace('`', '\''), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnActivationThatFails_LeavesTheAddOnInForce()
    {
        var before = await Tool.ServerAndFilesAsync();
        var served = await Tool.ServedAsync();

        AssertFailed(1, await AdoptAsync(First, ServerConfiguration.Text(extra: "innodb_log_group_home_dir=/nonexistent")), "rolled back: ");

        (await Node.RunAsync($"rm -r {Generations}")).MustSucceed();
        Assert.Equal(before, await Tool.ServerAndFilesAsync());
        Assert.Equal(served, await Tool.ServedAsync());
        (await Tool.ReleaseAsync()).MustSucceed();
        Assert.Equal(before, await Tool.ServerAndFilesAsync());
    }

    [Fact]
    public async Task AReleaseBeforeTheActivation_LeavesTheAddOnAsItWas()
    {
        var before = await Node.SnapshotAsync();
        (await Tool.RunAsync("claim", Requests.ClaimAndAdopt(Node.Server))).MustSucceed();
        (await InstallAsync(First)).MustSucceed();

        (await Tool.ReleaseAsync()).MustSucceed();

        Assert.Equal(before.ToString(), (await Node.SnapshotAsync()).ToString());
    }

    [Theory]
    [InlineData($"[ -L {VendorAddOn.Keys}/server ]", false)]
    [InlineData($"[ -f {ToolNode.State}/installed ]", false)]
    [InlineData($"[ -f {ToolNode.State}/installed ] && [ ! -d {ToolNode.State}/rollback ]", true)]
    [InlineData($"[ -f {ToolNode.State}/before/own-defaults ]", true)]
    [InlineData($"[ ! -e {Generations}/add-on-client ] && [ -f {ToolNode.State}/installed ]", true)]
    public async Task KilledMidway_IsUndone_OrEnded(string moment, bool counts)
    {
        var before = await Tool.ServerAndFilesAsync();
        var claim = (await Tool.RunAsync("claim", Requests.ClaimAndAdopt(Node.Server))).MustSucceed().Output.Trim();
        (await InstallAsync(First)).MustSucceed();
        await Node.KillAsync("activate", Requests.Activate(claim, First, s_sameOptions), moment);

        (await Tool.ReleaseAsync()).MustSucceed();

        if (counts)
            await AssertAsBeforeAsync();
        else
            Assert.Equal(before, await Tool.ServerAndFilesAsync());
    }

    [Theory]
    [InlineData($"[ -L {VendorAddOn.Keys}/server ]")]
    [InlineData($"[ ! -e {Generations}/add-on-client ] && [ -f {ToolNode.State}/installed ]")]
    public async Task KilledMidway_TheNextRunTakesOver(string moment)
    {
        var claim = (await Tool.RunAsync("claim", Requests.ClaimAndAdopt(Node.Server))).MustSucceed().Output.Trim();
        (await InstallAsync(First)).MustSucceed();
        await Node.KillAsync("activate", Requests.Activate(claim, First, ServerConfiguration.Text()), moment);

        (await Tool.ActivateAsync(claim, First)).MustSucceed();

        await AssertTakenOverAsync();
    }

    [Fact]
    public async Task WhoRefusedPlaintext_GoesOnDoingSo()
    {
        (await Node.RunAsync($"sed -i 's/^#require/require/' {ServerConfiguration.Path} && service {Node.Service} restart")).MustSucceed();
        Assert.Equal("1", await Tool.VariableAsync("require_secure_transport"));

        var activated = (await AdoptAsync(First)).MustSucceed();

        Assert.Contains("say so in the configuration: requireSecureTransport: on", activated.Error, StringComparison.Ordinal);
        Assert.Equal("1", await Tool.VariableAsync("require_secure_transport"));
        (await Node.RunAsync($"service {Node.Service} restart")).MustSucceed();
        Assert.Equal("1", await Tool.VariableAsync("require_secure_transport"));
        (await Tool.RunAsync("verify")).MustSucceed();
    }

    private async Task<CommandOutput> AdoptAsync(Certificates certificates, string? configuration = null, bool abrupt = false)
    {
        var claim = (await Tool.RunAsync("claim", Requests.ClaimAndAdopt(Node.Server, abrupt))).MustSucceed().Output.Trim();
        (await Tool.RunAsync("install-certificates", Requests.InstallCertificates(claim, certificates))).MustSucceed();
        return await Tool.ActivateAsync(claim, certificates, configuration);
    }

    private async Task<CommandOutput> InstallAsync(Certificates certificates)
    {
        var claim = (await Tool.RunAsync("claim", Requests.ClaimAndAdopt(Node.Server))).MustSucceed().Output.Trim();
        return await Tool.RunAsync("install-certificates", Requests.InstallCertificates(claim, certificates));
    }

    private async Task AssertTakenOverAsync()
    {
        Assert.Equal(First.Fingerprint, await Tool.ServedAsync());
        (await Tool.RunAsync("verify")).MustSucceed();
        // No copy of a key of its, wherever.
        foreach (var key in new[] { _addOn.RootKey, _addOn.ClientKey })
        {
            await Node.PutFileAsync("/run/key", key.Split('\n')[5]);
            var found = await Node.RunAsync("grep -rlFf /run/key /etc /root /srv /tmp /usr/local /var | grep -v /other.key; true");
            Assert.Equal(("", ""), (found.Output, found.Error));
        }
    }
}

[Collection(NodeKind.MariaDb1011)]
public sealed class AdoptedOnMariaDb1011(MariaDb1011 fixture) : Adopted(fixture);

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class AdoptedOnMySql97(MySql97 fixture) : Adopted(fixture);
