using System.Globalization;

namespace Pulumi.Engine.ProgramHost;

/// <summary>Tells whether a build's results are still those that it made: another build may have replaced them.</summary>
internal static class ResultStamp
{
    /// <returns>Names, sizes and times of the assemblies beside the program; empty when there is none.</returns>
    public static string Of(string assembly) => !File.Exists(assembly) ? "" : string.Join('\n', new DirectoryInfo(Path.GetDirectoryName(assembly)!)
        .GetFiles("*.dll")
        .OrderBy(file => file.Name, StringComparer.Ordinal)
        .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}")));
}
