namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>Something that a DBA changes, and what an <c>up</c> may do to the nodes because of it.</summary>
/// <param name="Kind">For counting.</param>
/// <param name="Words">What a person would type into the stack's file.</param>
/// <param name="Edit">Of the model.</param>
internal sealed record Change(string Kind, string Words, Action Edit)
{
    public static readonly Change None = new("nothing", "nothing", () => { });

    /// <summary>Of <c>up</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether MariaDB takes it only by a restart.</summary>
    public bool RestartsMariaDb { get; init; }

    /// <summary>Whether clients have to have what is handed out before it: the last moment for the lazy ones.</summary>
    public bool DropsACa { get; init; }

    /// <summary>The node that it takes out of the stack, or adds to it: MariaDB restarts.</summary>
    public NodeModel? MovesNode { get; init; }

    /// <returns>How often a server may be restarted by it, if nothing goes wrong.</returns>
    public int RestartsOf(NodeModel node) => node.IsMariaDb && (RestartsMariaDb || node == MovesNode) ? 1 : 0;
}
