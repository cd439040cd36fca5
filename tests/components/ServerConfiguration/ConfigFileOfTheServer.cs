namespace EncryptionInTransit.Tests.ServerConfiguration;

/// <summary>ssl-config.cnf as it stands on a node.</summary>
public class ConfigFileOfTheServer
{
    [Theory]
    [InlineData(DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.Percona)]
    public void By_default(DatabaseKind kind) => Approved.Text(SslConfigFile.Render(kind, new()), kind.Word());

    [Fact]
    public void With_every_policy_set() => Approved.Text(SslConfigFile.Render(DatabaseKind.MariaDb, new()
    {
        RequireSecureTransport = SecureTransportPhase.On,
        Ciphers = ["ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256"],
        Tls13Only = true,
    }));

    [Theory]
    [InlineData(DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.Percona)]
    public void Default_ciphers_are_accepted_by_the_server_and_serve_RSA_and_ECDSA(DatabaseKind kind)
    {
        var ciphers = CipherSuites.Default(kind);

        Assert.All(ciphers, cipher => Assert.Contains(cipher, CipherSuites.Accepted(kind)));
        Assert.Contains(ciphers, cipher => CipherSuites.Serves(cipher, KeyAlgorithm.Rsa));
        Assert.Contains(ciphers, cipher => CipherSuites.Serves(cipher, KeyAlgorithm.Ecdsa));
    }

    [Fact]
    public void MySQL_does_not_get_what_it_blocks() =>
        Assert.DoesNotContain(CipherSuites.DocumentedDhe, CipherSuites.Accepted(DatabaseKind.MySql));
}
