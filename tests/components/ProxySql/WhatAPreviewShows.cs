using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.ProxySql;

/// <summary>Inputs of the components: known and readable, whatever the requests to the nodes hold.</summary>
[Collection("Deployment")]
public class WhatAPreviewShows
{
    [Fact]
    public async Task Of_the_proxy()
    {
        var stack = await (new ProxiedStack { Phase = SecureTransportPhase.On }).Registered();

        Assert.Equal(
            """
            administrator 'admin' on port 6032, backends [10.0.0.11:3306 use_ssl=1, verified as db1, plaintext excluded by the accounts of app, monitor, db2:3307 use_ssl=1, verified as db2, plaintext excluded by require_secure_transport], haveSsl true, requireSecureTransport on
            """, InputText.Of(stack.Inputs("proxy-proxysql")));
    }

    [Fact]
    public async Task Of_the_clients()
    {
        var stack = await new ProxiedStack { Phase = SecureTransportPhase.Audit, AllowedPlaintextClients = ["old@*"] }.Registered();

        Assert.Equal(
            """
            accounts [app@% REQUIRE SUBJECT /CN=db1-account-app-certificate, app@localhost REQUIRE SSL, batch@* REQUIRE X509, without a password, monitor@* REQUIRE SSL], allowedPlaintextClients [old@*], requireSecureTransport audit
            """, InputText.Of(stack.Inputs("db1-client-authentication")));
    }

    [Theory]
    [InlineData(AccountRequirement.Subject, "app@% REQUIRE SUBJECT /C=DE/O=Example \\xC3\\x84/OU=Databases/CN=app")]
    [InlineData(AccountRequirement.Issuer, "app@% REQUIRE ISSUER /C=DE/O=Example \\xC3\\x84/OU=Databases/CN=db1.example.com CA 1")]
    public async Task Of_an_account_whose_certificate_is_not_issued_yet(AccountRequirement requirement, string line)
    {
        var stack = await new ProxiedStack
        {
            Policy = new() { Organization = "Example Ä", OrganizationalUnit = "Databases", Country = "DE" },
            Accounts = [("app", "%", requirement, AccountAuthentication.Password)],
        }.Registered(certificatesAreIssued: false);

        Assert.Equal($"[{line}]", InputText.Of(stack.Inputs("db1-client-authentication")["accounts"]));
    }
}
