using System.Globalization;

namespace EncryptionInTransit;

/// <summary>What a node is in its group, as it said itself.</summary>
/// <param name="Names">By which others may know it.</param>
/// <param name="Sources">Those that it replicates from: the server's id, 0 if they never met, and the host.</param>
internal sealed record NodeRole(IReadOnlyList<string> Names, long ServerId, bool IsReadOnly, IReadOnlyList<(long Id, string Host)> Sources)
{
    /// <summary>What the node tool's verb <c>role</c> printed.</summary>
    public static NodeRole Parse(IReadOnlyList<string> names, string stdout)
    {
        var facts = stdout.Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0], parts => parts[1]);
        return new(
            names,
            Numbers("server-id").FirstOrDefault(),
            facts["read-only"].Contains("yes"),
            [.. Numbers("source-id").Zip(facts["source"].Select(source => source[..source.LastIndexOf(':')]))]);

        IEnumerable<long> Numbers(string fact) => facts[fact].Select(text => long.Parse(text, CultureInfo.InvariantCulture));
    }

    /// <summary>By the server's id; a source may be known by a name that nobody here knows it by.</summary>
    public bool ReplicatesFrom(NodeRole other) => Sources.Any(source => source.Id == 0
        ? other.Names.Contains(source.Host, StringComparer.OrdinalIgnoreCase)
        : source.Id == other.ServerId);
}
