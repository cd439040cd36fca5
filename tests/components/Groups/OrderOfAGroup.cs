namespace EncryptionInTransit.Tests.Groups;

public class OrderOfAGroup
{
    [Theory]
    // for each node, as configured, its source (0: none; 9: outside of the stack; r: read-only); the order
    [InlineData("0 1 1", "2 3 1")]
    [InlineData("0 1 2", "3 2 1")]
    [InlineData("2 0", "1 2")]
    [InlineData("3 3 0", "1 2 3")]
    // Nobody's replica, and that of a stranger, keep the place that they have.
    [InlineData("0 0 1", "2 3 1")]
    [InlineData("9 1 0", "2 1 3")]
    // Two that replicate from each other: the one that nobody writes on goes first.
    [InlineData("2 1r", "2 1")]
    [InlineData("2 1", "1 2")]
    [InlineData("2 1r 1", "3 2 1")]
    public void Is_replicas_before_their_sources(string sources, string order) =>
        Assert.Equal(order, string.Join(' ', ActivationOrder.Of([.. sources.Split(' ').Select(Role)]).Select(index => index + 1)));

    [Fact]
    public void A_replica_has_several_sources() =>
        Assert.Equal([2, 0, 1], ActivationOrder.Of([Role("0", 0), Role("0", 1), NodeRole.Parse([], "role: replica\nserver-id: 3\nsource: a:1\nsource-id: 1\nsource: b:1\nsource-id: 2")]));

    [Theory]
    // A replica that never reached its source does not know its id.
    [InlineData("10.0.0.1")]
    [InlineData("DB1.example.com")]
    public void Else_a_source_is_known_by_a_name_of_the_node(string host)
    {
        var replica = NodeRole.Parse(["10.0.0.2"], $"role: replica\nserver-id: 2\nsource: {host}:3306\nsource-id: 0\n");

        Assert.True(replica.ReplicatesFrom(NodeRole.Parse(["10.0.0.1", "db1.example.com"], "role: primary\nserver-id: 1\n")));
        Assert.False(replica.ReplicatesFrom(NodeRole.Parse(["10.0.0.3"], "role: replica\nserver-id: 3\nsource: 10.0.0.1:3306\nsource-id: 1\n")));
    }

    private static NodeRole Role(string source, int index) => NodeRole.Parse([], source.TrimEnd('r') == "0"
        ? $"role: primary\nserver-id: {index + 1}\nread-only: no\nreplicas: 1\n"
        : $"role: replica\nserver-id: {index + 1}\nread-only: {(source.EndsWith('r') ? "yes" : "no")}\nreplicas: 0\nsource: 10.0.0.9:3306\nsource-id: {source.TrimEnd('r')}\n");
}
