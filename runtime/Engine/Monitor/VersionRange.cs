namespace Pulumi.Engine.Monitor;

/// <summary>
/// A range of versions as <c>requirePulumiVersion</c> writes it: conditions that all must hold, separated by blanks or commas, and
/// <c>||</c> between alternatives. Operators <c>= != &gt; &gt;= &lt; &lt;=</c>; none means <c>=</c>.
/// </summary>
internal sealed class VersionRange
{
    private static readonly string[] Operators = [">=", "<=", "!=", "==", ">", "<", "="];

    private readonly Func<Version, bool> _contains;

    private VersionRange(Func<Version, bool> contains) => _contains = contains;

    /// <exception cref="FormatException">It is no such range.</exception>
    public static VersionRange Parse(string text)
    {
        var alternatives = text.Split("||", StringSplitOptions.TrimEntries)
            .Select(all => Joined(all).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Condition).ToList())
            .ToList();
        return alternatives.All(all => all.Count > 0)
            ? new(version => alternatives.Any(all => all.All(condition => condition(version))))
            : throw new FormatException($"'{text}' is not a range of versions: write for example \">=3.100.0 <4.0.0\"");
    }

    public bool Contains(Version version) => _contains(version);

    /// <summary>Without blanks between an operator and its version.</summary>
    private static string Joined(string text) => Operators.Aggregate(text, (joined, op) => joined.Replace(op + " ", op));

    private static Func<Version, bool> Condition(string text)
    {
        var op = Operators.FirstOrDefault(op => text.StartsWith(op, StringComparison.Ordinal)) ?? "";
        var parts = text[op.Length..].TrimStart('v').Split('-', 2)[0].Split('.');
        if (parts.Length > 3 || !parts.All(part => int.TryParse(part, out var number) && number >= 0))
            throw new FormatException($"'{text}' is not a condition on a version: write for example >=3.100.0");
        int Part(int i) => i < parts.Length ? int.Parse(parts[i]) : 0;
        var bound = new Version(Part(0), Part(1), Part(2));
        return op switch
        {
            ">=" => version => version >= bound,
            "<=" => version => version <= bound,
            ">" => version => version > bound,
            "<" => version => version < bound,
            "!=" => version => version != bound,
            _ => version => version == bound,
        };
    }
}
