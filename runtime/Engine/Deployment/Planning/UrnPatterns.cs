using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Pulumi.Engine.Deployment.Planning;

/// <summary>URNs as options like <c>--target</c> name them: <c>*</c> stands for any text without a colon, <c>**</c> for any text.</summary>
internal sealed class UrnPatterns
{
    private readonly ImmutableArray<Regex> _patterns;

    public UrnPatterns(IEnumerable<string> urns)
    {
        var (patterns, literals) = (new List<string>(), new List<string>());
        foreach (var urn in urns)
            (urn.Contains('*') ? patterns : literals).Add(urn);
        Literals = [.. literals];
        _patterns = [.. patterns.Select(ToRegex)];
    }

    /// <summary>Those without a star; each must exist.</summary>
    public ImmutableHashSet<string> Literals { get; }

    /// <summary>Whether the option was given at all.</summary>
    public bool IsConstrained => Literals.Count > 0 || _patterns.Length > 0;

    public bool Matches(string urn) => Literals.Contains(urn) || _patterns.Any(p => p.IsMatch(urn));

    private static Regex ToRegex(string pattern) =>
        new("^" + Regex.Escape(pattern).Replace(@"\*\*", ".*").Replace(@"\*", "[^:]*") + "$", RegexOptions.CultureInvariant);
}
