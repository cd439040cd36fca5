using System.Text.Json;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>
/// A client of one node, on that node. A lazy one keeps the root and the certificate that it has for as long as it may; the other
/// takes what is handed out after each <c>up</c>.
/// </summary>
internal sealed class SoakClient(NodeModel node, string user, string password, bool isLazy)
{
    /// <summary>Seconds: the nodes have more to do than to serve clients.</summary>
    private const double Pause = 0.5;

    private readonly VerifyingClient _client = new(node.Machine, node.Machine, isLazy ? "lazy" : "eager", user, password);
    private (string Root, string Certificate, string Key)? _has;

    public NodeModel Node => node;

    public bool IsLazy => isLazy;

    /// <param name="handedOut">As the output <c>clients</c> has it.</param>
    public void Take(JsonElement handedOut) => _has = (
        handedOut.GetProperty("caCertificate").GetString()!,
        handedOut.GetProperty("certificate").GetString()!,
        handedOut.GetProperty("privateKey").GetString()!);

    public async Task BeginAsync()
    {
        var (root, certificate, key) = _has ?? throw new InvalidOperationException($"Nothing was handed out to {this}.");
        await _client.HasAsync(root, certificate, key);
        await _client.BeginAsync(Pause);
    }

    public Task<ClientLoad> EndAsync() => _client.EndAsync();

    public override string ToString() => $"the {(isLazy ? "lazy" : "eager")} client of {node.Machine.Name}";
}
