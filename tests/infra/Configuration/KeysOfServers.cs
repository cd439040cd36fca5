using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

/// <summary>Where servers' private keys are made.</summary>
public class KeysOfServers
{
    [Fact]
    public void Are_made_in_the_stack_unless_it_is_said_otherwise() =>
        Assert.Equal([KeyPlace.State, KeyPlace.State], Places(StackFile.TwoNodes));

    [Fact]
    public void Are_made_where_all_nodes_or_one_of_them_says()
    {
        Assert.Equal([KeyPlace.Node, KeyPlace.Node], Places($"{StackFile.TwoNodes}certificates: {{ keys: node }}\n"));
        Assert.Equal([KeyPlace.State, KeyPlace.Node],
            Places(StackFile.With("hostname: db1.example.com", "hostname: db1.example.com\n    keys: state") + "certificates: { keys: node }\n"));
    }

    [Fact]
    public void Are_made_nowhere_else() =>
        Assert.Equal(("certificates.keys", MistakeKind.NotOneOf, "'vault' is not one of state, node."),
            StackFile.MistakeIn($"{StackFile.TwoNodes}certificates: {{ keys: vault }}\n") is var mistake ? (mistake.Path, mistake.Kind, mistake.Sentence) : default);

    private static IEnumerable<KeyPlace> Places(string config) => StackFile.Read(config).Nodes.Select(node => node.Args.Certificates.ServerKey);
}
