using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

public class KeyTableOfTheReadme
{
    [Fact]
    public void Says_what_is_declared() => Approved.Text(KeyTable.Markdown());
}
