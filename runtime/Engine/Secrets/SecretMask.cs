using System.Text;

namespace Pulumi.Engine.Secrets;

/// <summary>
/// Takes known secrets out of text that people see: whole, and line by line.
/// </summary>
internal sealed class SecretMask
{
    private const string Replacement = "[secret]";

    /// <summary>Shorter texts turn up by chance, and to replace them makes messages unreadable.</summary>
    private const int LeastLength = 4;

    /// <summary>Below this, a line of a secret document is masked only where it stands by itself, not inside of words.</summary>
    private const int LeastLengthInsideWords = 8;

    // Few commands print anything, and an input may have millions of lines.
    private readonly Lazy<TextSet> _anywhere;
    private readonly Lazy<HashSet<string>.AlternateLookup<ReadOnlySpan<char>>> _byThemselves;

    public SecretMask(IReadOnlyCollection<string> secrets)
    {
        _anywhere = new(() => new TextSet(
            secrets.Select(s => s.Trim()).Where(s => s.Length >= LeastLength).Concat(secrets.SelectMany(Lines).Where(line => line.Length >= LeastLengthInsideWords)),
            LeastLength));
        _byThemselves = new(() => secrets.SelectMany(Lines).Where(line => line.Length is >= LeastLength and < LeastLengthInsideWords)
            .ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>());
    }

    public string Apply(string text)
    {
        var masked = new StringBuilder();
        var shown = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = Math.Max(_anywhere.Value.LongestAt(text.AsSpan(i)), ByItselfAt(text, i));
            if (length == 0)
            {
                i++;
                continue;
            }

            masked.Append(text, shown, i - shown).Append(Replacement);
            shown = i += length;
        }

        return shown == 0 ? text : masked.Append(text, shown, text.Length - shown).ToString();
    }

    private int ByItselfAt(string text, int start)
    {
        if (_byThemselves.Value.Set.Count == 0 || (start > 0 && char.IsLetterOrDigit(text[start - 1])))
            return 0;
        for (var length = Math.Min(LeastLengthInsideWords - 1, text.Length - start); length >= LeastLength; length--)
        {
            var ends = start + length == text.Length || !char.IsLetterOrDigit(text[start + length]);
            if (ends && _byThemselves.Value.Contains(text.AsSpan(start, length)))
                return length;
        }

        return 0;
    }

    private static IEnumerable<string> Lines(string secret) => secret.Split('\n').Select(line => line.Trim());
}
