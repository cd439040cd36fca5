namespace Pulumi.Engine.Monitor;

/// <summary>What an SDK may ask whether the engine can do it. An SDK must do without what is not here.</summary>
internal static class SupportedFeatures
{
    private static readonly HashSet<string> Ids =
        ["secrets", "aliasSpecs", "outputValues", "deletedWith", "replaceWith", "replacementTrigger"];

    public static bool Contains(string id) => Ids.Contains(id);
}
