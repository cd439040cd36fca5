using CsCheck;

namespace Pulumi.Engine.Tests.Properties;

/// <summary>A resource of a random program. Others are named by their place, which is always an earlier one; a wrong one counts for none.</summary>
/// <param name="Renamed">Which of its two names it has; the other one is its alias.</param>
/// <param name="Text">An input whose change is an update; secret in every other place.</param>
/// <param name="Identity">An input whose change is a replacement.</param>
internal sealed record Node(
    bool Renamed, int Text, int Identity, int? TextFrom, int? IdentityFrom, int? After, int? Parent, bool OwnProvider, NodeOptions Options)
{
    /// <summary>Two components (the second may be a child of the first), a provider, then things.</summary>
    public const int Places = 10;
    public const int ProviderPlace = 2;
    public const int FirstThing = 3;

    private static readonly Gen<int?> Other = Gen.Int[-6, Places - 2].Select(place => place < 0 ? (int?)null : place);

    private static readonly Gen<Node> Random = Gen.Select(
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Int[0, 1]),
        Gen.Select(Other, Other, Other),
        Gen.Select(Gen.Int[-1, 1], Gen.Bool),
        NodeOptions.Random,
        (own, from, around, options) => new Node(
            own.Item1 == 5, own.Item2, own.Item3, from.Item1, from.Item2, from.Item3,
            around.Item1 < 0 ? null : around.Item1, around.Item2, options));

    public static readonly Gen<Node?[]> RandomProgram = Gen.Frequency(
        (1, Gen.Const((Node?)null)), (3, Random.Select(node => (Node?)node))).Array[Places];

    public override string ToString() => string.Join(", ", new[]
    {
        Renamed ? "renamed" : "",
        $"text {TextFrom switch { { } from => $"of {from}", null => Text }}",
        $"identity {IdentityFrom switch { { } from => $"of {from}", null => Identity }}",
        After is null ? "" : $"after {After}",
        Parent is null ? "" : $"in {Parent}",
        OwnProvider ? "own provider" : "",
        Options.ToString(),
    }.Where(part => part.Length > 0));

    public static bool IsComponent(int place) => place < ProviderPlace;

    public static bool HasSecretText(int place) => place % 2 == 0;
}

/// <param name="Trigger">The replacement trigger; 0 for none.</param>
/// <param name="DeletedWith">Place of the resource whose deletion is this one's.</param>
internal sealed record NodeOptions(
    bool? DeleteBeforeReplace, bool Protect, bool RetainOnDelete, bool IgnoreText, bool ReplaceOnText, int Trigger, int? DeletedWith)
{
    public static readonly Gen<NodeOptions> Random = Gen.Select(
        Gen.Int[0, 3].Select(n => n switch { 0 => (bool?)true, 1 => false, _ => null }),
        Rare, Rare, Rare, Rare,
        Gen.Int[0, 2],
        Gen.Int[-20, Node.Places - 2].Select(place => place < Node.FirstThing ? (int?)null : place),
        (before, protect, retain, ignore, replace, trigger, with) =>
            new NodeOptions(before, protect, retain, ignore, replace, trigger, with));

    public override string ToString() => string.Join(", ", new[]
    {
        DeleteBeforeReplace is null ? "" : $"deleteBeforeReplace {DeleteBeforeReplace}",
        Protect ? "protect" : "",
        RetainOnDelete ? "retainOnDelete" : "",
        IgnoreText ? "ignoreChanges text" : "",
        ReplaceOnText ? "replaceOnChanges text" : "",
        Trigger > 0 ? $"trigger {Trigger}" : "",
        DeletedWith is null ? "" : $"deletedWith {DeletedWith}",
    }.Where(part => part.Length > 0));

    private static Gen<bool> Rare => Gen.Int[0, 7].Select(n => n == 7);
}
