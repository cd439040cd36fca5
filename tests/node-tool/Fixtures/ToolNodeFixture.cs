using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>One node for all tests of a server kind, with certificates to install on it.</summary>
public abstract class ToolNodeFixture(string kind) : IAsyncLifetime
{
    private LabRun? _run;
    private Authority? _authority;

    internal ToolNode Tool { get; private set; } = null!;

    internal Authority Authority => _authority!;

    internal Certificates First { get; private set; } = null!;

    internal Certificates Second { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _run = await LabRun.StartAsync(new NodeSpec("db", kind));
        Tool = new ToolNode(_run.Nodes["db"]);
        await Tool.PutToolAsync();
        _authority = await Authority.CreateAsync(Tool.Node.Hostname, Tool.Node.Address);
        First = await _authority.IssueAsync();
        Second = await _authority.IssueAsync();
    }

    public async Task DisposeAsync()
    {
        _authority?.Dispose();
        if (_run is not null)
            await _run.DisposeAsync();
    }
}

public sealed class MariaDb1011() : ToolNodeFixture(NodeKind.MariaDb1011);

public sealed class MariaDb118() : ToolNodeFixture(NodeKind.MariaDb118);

public sealed class MySql97() : ToolNodeFixture(NodeKind.MySql97);

public sealed class MariaDb118Systemd() : ToolNodeFixture(NodeKind.MariaDb118Systemd);

public sealed class MySql97Systemd() : ToolNodeFixture(NodeKind.MySql97Systemd);

/// <summary>Tests of one kind share its node, so they run one after the other; the kinds run side by side.</summary>
[CollectionDefinition(NodeKind.MariaDb1011)]
public sealed class MariaDb1011Tests : ICollectionFixture<MariaDb1011>;

[CollectionDefinition(NodeKind.MariaDb118)]
public sealed class MariaDb118Tests : ICollectionFixture<MariaDb118>;

[CollectionDefinition(NodeKind.MySql97)]
public sealed class MySql97Tests : ICollectionFixture<MySql97>;

[CollectionDefinition(NodeKind.MariaDb118Systemd)]
public sealed class MariaDb118SystemdTests : ICollectionFixture<MariaDb118Systemd>;

[CollectionDefinition(NodeKind.MySql97Systemd)]
public sealed class MySql97SystemdTests : ICollectionFixture<MySql97Systemd>;
