using System.Collections.Immutable;
using Pulumirpc;

namespace Pulumi.Engine.Monitor;

/// <summary>Positions in a program's source as the state writes them: <c>project:///index.js#49,17</c>.</summary>
internal static class SourcePositions
{
    /// <param name="root">The project's folder; a position outside it is no business of the state's.</param>
    /// <returns>Empty when there is none.</returns>
    public static string Read(SourcePosition? position, string root)
    {
        if (position is null || !Uri.TryCreate(position.Uri, UriKind.Absolute, out var uri) || !uri.IsFile)
            return "";
        var path = Path.GetRelativePath(root, uri.LocalPath).Replace(Path.DirectorySeparatorChar, '/');
        if (path.Split('/')[0] == ".." || Path.IsPathRooted(path))
            return "";
        var line = position.Line > 0 ? $"#{position.Line}" : "";
        return $"project:///{path}{line}{(line.Length > 0 && position.Column > 0 ? $",{position.Column}" : "")}";
    }

    /// <returns>A frame without a position, or outside the project, is empty.</returns>
    public static ImmutableArray<string> Read(StackTrace? trace, string root) =>
        trace is null ? [] : [.. trace.Frames.Select(frame => Read(frame.Pc, root))];
}
