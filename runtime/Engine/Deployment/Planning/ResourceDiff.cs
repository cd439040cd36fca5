using System.Collections.Immutable;
using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Planning;

/// <summary>What became of a comparison of the old and the new resource.</summary>
internal sealed record Difference(
    bool HasChanges, bool Replaces, ImmutableArray<string> ReplaceReasons, ImmutableArray<string> Changed, bool DeleteBeforeReplace,
    bool IsDetailed = false)
{
    public static readonly Difference None = new(false, false, [], [], false);

    /// <summary>A replacement that something else than an input asks for.</summary>
    public static Difference Because(string reason) => new(true, true, [reason], [], false);
}

/// <summary>Compares resources, with the provider's word where it has one.</summary>
internal static class ResourceDiff
{
    /// <param name="provider">Null for components and for providers themselves.</param>
    /// <param name="news">New inputs, checked.</param>
    public static async Task<Difference> CompareAsync(
        ManagedProvider? provider, ResourceState old, PropertyMap news, ImmutableArray<string> replaceOnChanges, CancellationToken cancel)
    {
        if (provider is null)
            return old.Inputs.Equals(news) ? Difference.None : new(true, false, [], [], false);

        var diff = await provider.DiffAsync(new(old.Urn, old.Id, old.Inputs, old.Outputs, news), cancel);
        if (!diff.HasChanges)
            return Difference.None;
        var paths = replaceOnChanges.Select(PropertyPath.Parse).ToList();
        var replaces = diff.Replaces.Length > 0 || diff.Changed.Any(key => paths.Exists(path => path.IsChangeOf(key, old.Inputs, news)));
        ImmutableArray<string> reasons = [.. diff.Replaces.Union(diff.Changed.Where(key => paths.Exists(path => path.Covers(PropertyPath.Of(key)))))];
        return new(true, replaces, reasons, diff.Changed, diff.DeleteBeforeReplace, diff.IsDetailed);
    }

    /// <summary>New inputs with the old values at the paths whose changes the program ignores.</summary>
    public static PropertyMap IgnoreChanges(PropertyMap olds, PropertyMap news, ImmutableArray<string> paths) =>
        paths.Aggregate(news, (inputs, path) => PropertyPath.Parse(path).Reset(olds, inputs));

    /// <summary>Whether the program's replacement trigger calls for one: known before and now, and not the same.</summary>
    /// <remarks>An unknown one may differ, so a preview shows the replacement.</remarks>
    public static bool IsTriggered(PropertyValue? old, PropertyValue? @new) => (old?.WithoutSecrets(), @new?.WithoutSecrets()) switch
    {
        (null or PropertyValue.NullValue, _) or (_, null or PropertyValue.NullValue) => false,
        ({ } before, { } after) => !before.Equals(after),
    };
}
