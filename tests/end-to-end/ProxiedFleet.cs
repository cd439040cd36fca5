using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>Two databases behind a ProxySQL, whose accounts there must use TLS, after the first <c>up</c>.</summary>
public sealed class ProxiedFleet : Fleet
{
    public Run FirstUp { get; private set; } = new("up", -1, "", "");

    public IEnumerable<LabNode> Backends => Nodes.Where(node => !StackConfiguration.IsProxy(node));

    public LabNode Proxy => Nodes.Single(StackConfiguration.IsProxy);

    protected override NodeSpec[] Specs { get; } =
    [
        new("db1", NodeKind.MariaDb1011),
        new("db2", NodeKind.MySql97),
        new("px1", NodeKind.ProxySql),
    ];

    protected override string MoreConfiguration => """
          encryption-in-transit:accounts:
            - user: app
              require: SSL
            - user: monitor
              require: SSL

        """;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        FirstUp = (await Stack.UpAsync()).MustSucceed();
    }

    protected override Task PrepareAsync() => ProxyLayer.CreateAsync(Proxy, [.. Backends]);
}
