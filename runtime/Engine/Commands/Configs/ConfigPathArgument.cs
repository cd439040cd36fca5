using Pulumi.Engine.Configuration;

namespace Pulumi.Engine.Commands.Configs;

/// <summary>The key of a <c>config</c> command: a key, or with <c>--path</c> the way into its value.</summary>
internal static class ConfigPathArgument
{
    /// <returns>The full key first, then the way into its value.</returns>
    public static IReadOnlyList<PathSegment> Parse(string text, bool isPath, string project)
    {
        if (!isPath)
            return [PathSegment.Of(ConfigKey.Parse(text, project).Full)];
        var path = ConfigPath.Parse(text);
        return [PathSegment.Of(ConfigKey.Parse(path[0].Name!, project).Full), .. path.Skip(1)];
    }
}
