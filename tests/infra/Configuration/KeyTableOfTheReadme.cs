using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

public class KeyTableOfTheReadme
{
    /// <summary>To bring the README up to date, put in what this test expects.</summary>
    [Fact]
    public void Says_what_is_declared() => Assert.Contains(KeyTable.Markdown().Trim(), Repository.Read("README.md"), StringComparison.Ordinal);
}
