using EncryptionInTransit.Proof.Judging;

namespace EncryptionInTransit.Proof.Tests.Judging;

public sealed class ServerNames
{
    [Theory]
    [InlineData("5.5.5-10.11.18-MariaDB-0+deb12u1", "Debian 12", "MariaDB", "10.11.18")]
    [InlineData("11.8.9-MariaDB-0+deb13u1 from Debian", null, "MariaDB", "11.8.9")]
    [InlineData("9.7.4-2", "(Debian)", "MySQL", "9.7.4")]
    [InlineData("8.0.35-27", "Percona Server (GPL), Release 27, Revision 2f8eeab", "Percona Server", "8.0.35")]
    [InlineData("5.5.5-99", "", "MySQL", "5.5.5")]
    public void AreReadFromGreetingAndComment(string greeting, string? comment, string product, string version) =>
        Assert.Equal(new ServerName(product, version), ServerName.Parse(greeting, comment));
}
