using System.Text.RegularExpressions;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Docs;

/// <summary>
/// Every text that tells a user of a failure or a refusal has an entry, headed by how the text begins; what differs from case
/// to case is <c>…</c> there.
/// </summary>
public partial class ErrorTexts
{
    private static readonly IReadOnlyList<string> Headings =
        [.. HeadingPattern().Matches(Repository.Read("docs/errors.md")).Select(match => match.Groups[1].Value)];

    private static readonly IReadOnlyDictionary<string, Regex> Beginnings = Headings.Distinct()
        .ToDictionary(heading => heading, heading => new Regex($"^{Regex.Escape(heading).Replace("…", ".*", StringComparison.Ordinal)}", RegexOptions.Singleline));

    private static readonly IReadOnlyList<(string Where, string Text)> Texts = [.. NodeToolTexts.All(), .. CommandTexts.All(), .. ProgramTexts.All()];

    [Fact]
    public void All_have_an_entry()
    {
        var missing = Texts.Where(text => !Beginnings.Values.Any(beginning => beginning.IsMatch(text.Text)));
        Assert.True(!missing.Any(), "docs/errors.md has no heading for:\n" + string.Join('\n', missing.Select(text => $"{text.Where}: {text.Text}")));
    }

    [Fact]
    public void No_entry_is_of_a_text_that_is_gone()
    {
        var gone = Headings.Where(heading => !Texts.Any(text => Beginnings[heading].IsMatch(text.Text)));
        Assert.True(!gone.Any(), "nothing says any more:\n" + string.Join('\n', gone));
    }

    [Fact]
    public void No_entry_stands_twice() => Assert.Equal(Headings, Headings.Distinct());

    [GeneratedRegex("^### (.+)$", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();
}
