namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>A configuration that is refused before anything is touched.</summary>
/// <param name="Kind">For counting.</param>
/// <param name="Words">What the person has typed.</param>
/// <param name="Edit">Of the model.</param>
/// <param name="Undo">Puts it right again.</param>
internal sealed record Mistake(string Kind, string Words, Action Edit, Action Undo)
{
    public static Mistake AtRandom(FleetModel fleet, Random random)
    {
        var (generations, handOut, node) = (fleet.CaGenerations, fleet.HandOutGeneration, random.Among(fleet.Members));
        var (another, name, policy) = (fleet.LastCaGeneration + 1, node.Name, fleet.Policy);
        return random.Among(
        [
            new Mistake("another CA at once", $"certificates.caGenerations: [{another}]", () => fleet.CaGenerations = [another], () => fleet.CaGenerations = generations),
            new Mistake("a CA that there is not", "handOut.caGeneration: 99", () => fleet.HandOutGeneration = 99, () => fleet.HandOutGeneration = handOut),
            new Mistake("no key", "proove: { user: proof }", () => fleet.Mistake = "  encryption-in-transit:proove: { user: proof }\n", () => fleet.Mistake = null),
            new Mistake("an account of the server itself", "root: SSL", WithAccount("root", "SSL"), () => fleet.Policy = policy),
            new Mistake("no word of the list", $"{SoakFleet.OtherUser}2: TLS", WithAccount($"{SoakFleet.OtherUser}2", "TLS"), () => fleet.Policy = policy),
            new Mistake("no name for resources", $"node {node}: name: 'a b'", () => node.Name = "'a b'", () => node.Name = name),
        ]);

        Action WithAccount(string user, string requirement) => () => fleet.Policy = policy with { Accounts = policy.Accounts.SetItem(user, requirement) };
    }
}
