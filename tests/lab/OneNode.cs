namespace EncryptionInTransit.Lab.Tests;

/// <summary>A node for all tests of a class.</summary>
public abstract class OneNode(string kind) : IAsyncLifetime
{
    private LabRun? _run;

    public LabNode Node => _run!.Nodes["db"];

    public async Task InitializeAsync() => _run = await LabRun.StartAsync(new NodeSpec("db", kind));

    public async Task DisposeAsync() => await _run!.DisposeAsync();
}

public sealed class MariaDb1011() : OneNode(NodeKind.MariaDb1011);

public sealed class MariaDb118() : OneNode(NodeKind.MariaDb118);

public sealed class MariaDb118Systemd() : OneNode(NodeKind.MariaDb118Systemd);

public sealed class MySql97() : OneNode(NodeKind.MySql97);

/// <summary>The stand-in, or the real one of PROXYSQL_BINARY.</summary>
public sealed class ProxySql() : OneNode(NodeKind.ProxySql);
