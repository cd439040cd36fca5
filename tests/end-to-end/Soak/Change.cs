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

    /// <summary>Whether a person may think better of it before it is done: it is of <see cref="FleetModel.Policy"/> alone.</summary>
    public bool CanBeTakenBack { get; init; }

    /// <summary>Several at once, for one <c>up</c>.</summary>
    public static Change AllOf(IReadOnlyList<Change> changes) => new("several", string.Join("; ", changes.Select(change => change.Words)), () =>
    {
        foreach (var change in changes)
            change.Edit();
    })
    {
        Options = [.. changes.SelectMany(change => change.Options)],
        RestartsMariaDb = changes.Any(change => change.RestartsMariaDb),
        DropsACa = changes.Any(change => change.DropsACa),
        MovesNode = changes.Select(change => change.MovesNode).OfType<NodeModel>().SingleOrDefault(),
        CanBeTakenBack = changes.All(change => change.CanBeTakenBack),
    };

    /// <returns>How often a server may be restarted by it, if nothing goes wrong.</returns>
    public int RestartsOf(NodeModel node) => node.IsMariaDb && (RestartsMariaDb || node == MovesNode) ? 1 : 0;
}
