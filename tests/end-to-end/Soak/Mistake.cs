namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>A configuration that is refused before anything is touched.</summary>
/// <param name="Words">What the person has typed.</param>
/// <param name="Edit">Of the model.</param>
/// <param name="Undo">Puts it right again.</param>
internal sealed record Mistake(string Words, Action Edit, Action Undo)
{
    public static Mistake AtRandom(FleetModel fleet, Random random)
    {
        var generations = fleet.CaGenerations.ToList();
        var node = random.Among(fleet.Members);
        var handOut = fleet.HandOutGeneration;
        return random.Among(
        [
            Jump(),
            new Mistake("handOut.caGeneration: 99", () => fleet.HandOutGeneration = 99, () => fleet.HandOutGeneration = handOut),
            new Mistake("a key with a slip of the pen", () => fleet.Mistake = "  encryption-in-transit:proove: { user: proof }\n", () => fleet.Mistake = null),
            new Mistake("an account of the server itself", () => fleet.Accounts["root"] = "SSL", () => fleet.Accounts.Remove("root")),
            new Mistake("a word that there is not", () => fleet.Accounts[SoakFleet.OtherUser + "2"] = "TLS", () => fleet.Accounts.Remove(SoakFleet.OtherUser + "2")),
            new Mistake($"no name for {node}", NoName(node), Named(node, node.Name)),
        ]);

        Mistake Jump() => new(
            $"certificates.caGenerations: [{fleet.LastCaGeneration + 1}] at once",
            () =>
            {
                fleet.CaGenerations.Clear();
                fleet.CaGenerations.Add(fleet.LastCaGeneration + 1);
            },
            () =>
            {
                fleet.CaGenerations.Clear();
                fleet.CaGenerations.AddRange(generations);
            });

        static Action NoName(NodeModel node) => () => node.Name = "'a b'";

        static Action Named(NodeModel node, string name) => () => node.Name = name;
    }
}
