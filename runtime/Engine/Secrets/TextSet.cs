namespace Pulumi.Engine.Secrets;

/// <summary>Texts, any number of them, to be found at a place in another text in time that hardly grows with their number.</summary>
internal sealed class TextSet
{
    private readonly int _leastLength;
    private readonly string[] _sorted;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _beginnings;

    /// <param name="texts">None is shorter than <paramref name="leastLength"/>.</param>
    /// <param name="leastLength">At least 1.</param>
    public TextSet(IEnumerable<string> texts, int leastLength)
    {
        _leastLength = leastLength;
        _sorted = [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _beginnings = _sorted.Select(text => text[..leastLength]).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <returns>The length of the longest text that <paramref name="rest"/> begins with, or 0.</returns>
    public int LongestAt(ReadOnlySpan<char> rest)
    {
        if (rest.Length < _leastLength || !_beginnings.Contains(rest[.._leastLength]))
            return 0;
        while (rest.Length >= _leastLength && LastUpTo(rest) is { } nearest)
        {
            if (rest.StartsWith(nearest, StringComparison.Ordinal))
                return nearest.Length;
            // What begins the rest and sorts before the nearest one is no longer than what the two have in common.
            rest = rest[..rest.CommonPrefixLength(nearest)];
        }

        return 0;
    }

    private string? LastUpTo(ReadOnlySpan<char> limit)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sorted[middle].AsSpan().SequenceCompareTo(limit) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? null : _sorted[low - 1];
    }
}
