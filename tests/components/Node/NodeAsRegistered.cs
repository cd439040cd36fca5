using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Node;

/// <summary>The whole graph of a node, as a picture.</summary>
[Collection("Deployment")]
public class NodeAsRegistered
{
    [Fact]
    public async Task By_root_on_MariaDB() =>
        Approved.Text(await Picture.OfAsync(await RegisteredNode.AsRegistered(RegisteredNode.Args)));

    [Fact]
    public async Task By_another_user_with_an_administrator_on_MySQL() =>
        Approved.Text(await Picture.OfAsync(await RegisteredNode.AsRegistered(RegisteredNode.Args with
        {
            Kind = DatabaseKind.MySql,
            Ssh = RegisteredNode.Args.Ssh with { User = "deploy", PrivateKey = null, AgentSocketPath = "/run/agent" },
            Administrator = new("tls_admin", "swordfish"),
            Certificates = RegisteredNode.Args.Certificates with
            {
                Policy = new() { Algorithm = KeyAlgorithm.Ecdsa, Organization = "Example", Country = "DE" },
            },
            RestartAllowed = false,
        })));
}
