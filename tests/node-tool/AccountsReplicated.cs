using EncryptionInTransit.Lab;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>A primary and its replica: a change of an account happens once, wherever it is asked for.</summary>
[Trait("Scope", "thorough")]
public sealed class AccountsReplicated(ReplicationPair pair) : IClassFixture<ReplicationPair>, IAsyncLifetime
{
    private readonly ToolNode _primary = pair.Primary;
    private readonly ToolNode _replica = pair.Replica;
    private readonly string _primaryClaim = pair.PrimaryClaim;
    private readonly string _replicaClaim = pair.ReplicaClaim;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await RelaxAsync(_replica, _replicaClaim);
        await RelaxAsync(_primary, _primaryClaim);
        await _replica.Node.QueryAsync("SET GLOBAL read_only = OFF");
        await pair.CaughtUpAsync();
        Assert.Equal(("", ""), (await RequirementAsync(_primary), await RequirementAsync(_replica)));
    }

    [Fact]
    public async Task AReadOnlyReplica_LeavesAccountsToThePrimary()
    {
        await _replica.Node.QueryAsync("SET GLOBAL read_only = ON");

        var replica = (await EnforceAsync(_replica, _replicaClaim)).MustSucceed();
        Assert.Contains("accounts are left to replication", replica.Error, StringComparison.Ordinal);
        Assert.Equal("", await RequirementAsync(_replica));
        (await EnforceAsync(_primary, _primaryClaim)).MustSucceed();
        await pair.CaughtUpAsync();

        Assert.Equal("ANY", await RequirementAsync(_replica));
        // The proof's own account and whatever else the tool needs never reach a replica.
        Assert.Equal("0", (await _primary.Node.RunAsync("mariadb-binlog /var/lib/mysql/binlog.0* | grep -c tls_probe")).Output.Trim());
        (await RelaxAsync(_replica, _replicaClaim)).MustSucceed();
        (await RelaxAsync(_primary, _primaryClaim)).MustSucceed();
        await pair.CaughtUpAsync();
        Assert.Equal("", await RequirementAsync(_replica));
    }

    [Fact]
    public async Task AWritableReplica_ChangesItsOwn_AndTellsNobody()
    {
        var position = await _replica.Node.QueryAsync("SELECT @@gtid_binlog_pos");

        (await EnforceAsync(_replica, _replicaClaim)).MustSucceed();
        Assert.Equal("ANY", await RequirementAsync(_replica));
        Assert.Equal(position, await _replica.Node.QueryAsync("SELECT @@gtid_binlog_pos"));
        (await EnforceAsync(_primary, _primaryClaim)).MustSucceed();
        await pair.CaughtUpAsync();
        (await RelaxAsync(_primary, _primaryClaim)).MustSucceed();
        (await RelaxAsync(_replica, _replicaClaim)).MustSucceed();
        await pair.CaughtUpAsync();

        Assert.Equal("", await RequirementAsync(_replica));
        Assert.Equal("", await RequirementAsync(_primary));
    }

    [Fact]
    public async Task WhatCameByReplication_AReplicaThatLeavesAlonePutsBack_AndTellsNobody()
    {
        (await EnforceAsync(_primary, _primaryClaim)).MustSucceed();
        await pair.CaughtUpAsync();
        Assert.Equal("plaintext-clients: []\n", (await EnforceAsync(_replica, _replicaClaim)).MustSucceed().Output);

        Assert.Equal("restored: 'app'@'%' REQUIRE NONE\n", (await RelaxAsync(_replica, _replicaClaim)).MustSucceed().Output);

        Assert.Equal(("ANY", ""), (await RequirementAsync(_primary), await RequirementAsync(_replica)));
        Assert.Equal("restored: 'app'@'%' REQUIRE NONE\n", (await RelaxAsync(_primary, _primaryClaim)).MustSucceed().Output);
    }

    [Fact]
    public async Task AReplicaThatFetchesInPlaintext_IsAClientLikeAnyOther()
    {
        Assert.Empty(await AuditAsync(_primary, _primaryClaim));
        await _replica.Node.QueryAsync("STOP SLAVE; CHANGE MASTER TO MASTER_SSL=0; START SLAVE");
        await pair.CaughtUpAsync();

        var client = Assert.Single(await AuditAsync(_primary, _primaryClaim));
        var own = await AuditAsync(_replica, _replicaClaim);

        await _replica.Node.QueryAsync("STOP SLAVE; CHANGE MASTER TO MASTER_SSL=1; START SLAVE");
        Assert.Equal("repl", client.User);
        Assert.Contains(client.Host, new[] { _replica.Node.Hostname, _replica.Node.Address });
        Assert.Empty(own);
    }

    private static Task<CommandOutput> EnforceAsync(ToolNode tool, string claim) =>
        tool.RunAsync("enforce", Requests.Enforce(claim, "off", AccountLine.Files(new AccountLine("app", "*", "SSL"))));

    private static async Task<PlaintextClient[]> AuditAsync(ToolNode tool, string claim) =>
        Enforce.Clients((await tool.RunAsync("enforce", Requests.Enforce(claim, "audit"))).MustSucceed());

    private static Task<CommandOutput> RelaxAsync(ToolNode tool, string claim) => tool.RunAsync("relax", Requests.Enforce(claim, "off"));

    private static async Task<string> RequirementAsync(ToolNode tool) =>
        (await tool.Node.QueryAsync("SELECT ssl_type FROM mysql.user WHERE user = 'app'")).TrimEnd('\n');
}
