using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Command.Assets;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Providers.Command.Local;

/// <summary>The outputs <c>assets</c> and <c>archive</c>: files that are there after a local command, by the patterns of its inputs.</summary>
internal static class FileOutputs
{
    private const string AssetsOutput = "assets";
    private const string ArchiveOutput = "archive";

    /// <param name="preview">Nothing has run yet: the outputs are unknown.</param>
    public static PropertyMap From(PropertyMap inputs, bool preview)
    {
        var outputs = PropertyMap.Empty;
        if (inputs.Find("assetPaths") is not null)
            outputs = outputs.With(AssetsOutput, preview ? Unknown : new ObjectValue(Matching(inputs, "assetPaths")));
        if (inputs.Find("archivePaths") is not null)
            outputs = outputs.With(ArchiveOutput, preview ? Unknown : AssetValue.OfAssets(Matching(inputs, "archivePaths")).WithHash());
        return outputs;
    }

    // In the order of the patterns: a later one adds to or, with '!', takes from what the earlier ones found.
    private static PropertyMap Matching(PropertyMap inputs, string input)
    {
        var folder = inputs.Text("dir") ?? Directory.GetCurrentDirectory();
        ImmutableArray<(bool Excludes, Regex Pattern)> patterns =
            [.. inputs.Texts(input).Select(p => (p.StartsWith('!'), Glob.Compile(p.StartsWith('!') ? p[1..] : p)))];
        return new PropertyMap(AssetContent.Files(folder)
            .Select(file => (Path: Path.GetRelativePath(folder, file), File: file))
            .Where(f => patterns.LastOrDefault(p => p.Pattern.IsMatch(f.Path)) is { Pattern: not null, Excludes: false })
            .Select(f => KeyValuePair.Create<string, PropertyValue>(f.Path, AssetValue.OfFile(f.File).WithHash())));
    }
}
