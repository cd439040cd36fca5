using System.Text.RegularExpressions;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

public class KeyTableOfTheReadme
{
    /// <summary>To bring the README up to date, run this test with APPROVE=1.</summary>
    [Fact]
    public void Says_what_is_declared()
    {
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            Repository.Change("README.md", text => Regex.Replace(text, @"\| key \| type \|.*?\n(?!\|)", _ => KeyTable.Markdown(), RegexOptions.Singleline));
        Assert.Contains(KeyTable.Markdown().Trim(), Repository.Read("README.md"), StringComparison.Ordinal);
    }
}
