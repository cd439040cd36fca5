namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>
/// A client of one node, on that node. A lazy one keeps the root and the certificate that it has for as long as it may; the other
/// takes what is handed out after each <c>up</c>.
/// </summary>
internal sealed class SoakClient(NodeModel node, bool isLazy)
{
    /// <summary>Seconds: the nodes have more to do than to serve clients.</summary>
    private const double Pause = 0.5;

    private readonly VerifyingClient _client = new(node.Machine, node.Machine, isLazy ? "lazy" : "eager");
    private HandedOut? _has;

    public NodeModel Node => node;

    public bool IsLazy => isLazy;

    public void Take(HandedOut handedOut) => _has = handedOut;

    public async Task BeginAsync()
    {
        var has = _has ?? throw new InvalidOperationException($"Nothing was handed out to {this}.");
        await _client.HasAsync(has, has);
        await _client.BeginAsync(Pause);
    }

    public Task<ClientLoad> EndAsync() => _client.EndAsync();

    public override string ToString() => $"the {(isLazy ? "lazy" : "eager")} client of {node.Machine.Name}";
}
