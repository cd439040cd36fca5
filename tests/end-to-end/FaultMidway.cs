using EncryptionInTransit.Lab;
using Xunit.Abstractions;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// Something breaks in the midst of each step on a node. The next command does the rest: after an <c>up</c> there is nothing to do,
/// after a <c>destroy</c> the node is as it was; and where only the way to the node broke, the step there went on to its end.
/// </summary>
public abstract class FaultMidway(FaultMidway.Fixture fixture, ITestOutputHelper output)
{
    private const string State = "/var/lib/encryption-in-transit";

    // Conditions of the shell, each true in the midst of one step, while that step writes through to the disk.
    protected const string Tool = "[ -e /usr/local/sbin/encryption-in-transit.new ]";
    protected const string Claim = $"[ -d {State}/before.new ]";
    protected const string Certificates = "ls -d /var/lib/jelastic/keys/SSL-TLS/.generations/.server-*.new";
    protected const string Activation = $"[ -d {State}/rollback ]";
    protected const string ServerStarting = $"[ -e {State}/start.log ]";
    protected const string Release = $"[ -e {State}/releasing ]";

    /// <param name="command">up or destroy.</param>
    protected async Task BreaksAsync(NodeFault fault, string moment, string command)
    {
        var (node, stack) = (fixture.Node, fixture.Stack);
        if (command == "destroy")
            (await stack.UpAsync()).MustSucceed();

        await using var moments = await HeldMoment.PrepareAsync(node, moment);
        var watch = await DatabaseWatch.BeginAsync(node);
        var run = stack.StartAsync(CancellationToken.None, command, "--yes");
        await moments.ComeAsync(run);
        await fault.HappenAsync(node, moments.PassAsync);
        var broken = await run;
        output.WriteLine($"{fault}: {command} ended with {broken.ExitCode}\n{broken.Text}");
        await NodeFault.IdleAsync(node);
        if (!fault.KillsDatabase)
            Assert.Equal("1\n", await node.QueryAsync("SELECT 1"));
        else if ((await node.RunAsync($"service {node.Service} status")).ExitCode != 0)
            (await node.RunAsync($"service {node.Service} start")).MustSucceed();

        (await stack.RunAsync(command, "--yes")).MustSucceed();
        if (!fault.EndsProcesses)
        {
            var outages = (await watch.EndAsync()).Outages;
            output.WriteLine($"the database was away for {string.Join(" and ", outages.Select(outage => outage.Length))} ms");
            // The one that the step needs; and where it was rolled back first, that way and back.
            Assert.InRange(outages.Count, 0, 2 + (fault.KillsDatabase ? 1 : 0));
        }

        if (command == "up")
        {
            (await stack.RunAsync("preview", "--expect-no-changes")).MustSucceed();
            (await node.RunAsync("/usr/local/sbin/encryption-in-transit verify")).MustSucceed();
            (await stack.RunAsync("destroy", "--yes")).MustSucceed();
        }

        Assert.Empty(fixture.Before.ChangesTo(await node.SnapshotAsync()));
    }

    /// <summary>A bare node, on which nothing stays of one test for the next.</summary>
    public abstract class Fixture(string kind) : IAsyncLifetime
    {
        private LabRun? _lab;
        private Stack? _stack;

        public LabNode Node => _lab!.Nodes["db1"];

        public Stack Stack => _stack!;

        public NodeSnapshot Before { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            _lab = await LabRun.StartAsync(new NodeSpec("db1", kind));
            _stack = await Stack.CreateAsync(_lab, "db1");
            Before = await Node.SnapshotAsync();
        }

        public async Task DisposeAsync()
        {
            _stack?.Dispose();
            if (_lab is not null)
                await _lab.DisposeAsync();
        }
    }
}

[Trait("Scope", "thorough")]
public sealed class FaultMidwayOnMariaDb(FaultMidwayOnMariaDb.BareNode fixture, ITestOutputHelper output)
    : FaultMidway(fixture, output), IClassFixture<FaultMidwayOnMariaDb.BareNode>
{
    [Theory]
    [InlineData(Tool, "up")]
    [InlineData(Claim, "up")]
    [InlineData(Certificates, "up")]
    [InlineData(Activation, "up")]
    [InlineData(ServerStarting, "up")]
    [InlineData(Release, "destroy")]
    public Task PowerOff(string moment, string command) => BreaksAsync(NodeFault.PowerOff, moment, command);

    [Theory]
    [InlineData(Activation, "up")]
    [InlineData(Release, "destroy")]
    public Task SessionKilled(string moment, string command) => BreaksAsync(NodeFault.SessionKilled, moment, command);

    [Fact]
    public Task DatabaseKilled() => BreaksAsync(NodeFault.DatabaseKilled, Activation, "up");

    [Fact]
    public Task NetworkCut() => BreaksAsync(NodeFault.NetworkCut, Activation, "up");

    public sealed class BareNode() : Fixture(NodeKind.MariaDb1011);
}

[Trait("Scope", "thorough")]
public sealed class FaultMidwayOnMySql(FaultMidwayOnMySql.BareNode fixture, ITestOutputHelper output)
    : FaultMidway(fixture, output), IClassFixture<FaultMidwayOnMySql.BareNode>
{
    [Fact]
    public Task PowerOff() => BreaksAsync(NodeFault.PowerOff, Activation, "up");

    [Fact]
    public Task DatabaseKilled() => BreaksAsync(NodeFault.DatabaseKilled, Activation, "up");

    public sealed class BareNode() : Fixture(NodeKind.MySql97);
}
