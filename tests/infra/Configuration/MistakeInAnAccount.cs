using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Configuration;

/// <summary>Each mistake that can be seen of an account.</summary>
public class MistakeInAnAccount
{
    [Theory]
    // the entries, the key that is named, the kind, a part of the cure
    [InlineData("[{ user: app, require: SUBJECT, nodes: [db3] }]", "accounts[0].nodes[0]", MistakeKind.NotOneOf, "Did you mean 'db1'?")]
    [InlineData("[{ user: app, require: SUBJECT, nodes: [proxy] }]", "accounts[0].nodes[0]", MistakeKind.Invalid, "those of the databases behind it")]
    [InlineData("[{ user: app, require: SUBJECT, nodes: [] }]", "accounts[0].nodes", MistakeKind.Invalid, "then it is all of them")]
    [InlineData("[{ require: SUBJECT }]", "accounts[0].user", MistakeKind.Missing, "accounts[0].user' 'app'")]
    [InlineData("[{ user: app }]", "accounts[0].require", MistakeKind.Missing, "accounts[0].require' 'SUBJECT'")]
    [InlineData("[{ user: app, require: subject }]", "accounts[0].require", MistakeKind.NotOneOf, "SSL, X509, SUBJECT, ISSUER")]
    [InlineData("[{ user: app, require: X509, authentication: none }]", "accounts[0].authentication", MistakeKind.NotOneOf, "password, certificateOnly")]
    [InlineData("[{ user: app, require: SSL, authentication: certificateOnly }]", "accounts[0].authentication", MistakeKind.NotTogether, "anybody could log in without a password. Set require to SUBJECT")]
    [InlineData("[{ user: app, require: X509, reissue: 0 }]", "accounts[0].reissue", MistakeKind.Invalid, "the least is 1")]
    [InlineData("[{ user: app, require: X509, pasword: x }]", "accounts[0].pasword", MistakeKind.Unknown, "is not a key")]
    [InlineData("[{ user: root, require: SSL }]", "accounts[0].user", MistakeKind.Invalid, "an account of the server itself")]
    [InlineData("[{ user: mysql, require: SSL }]", "accounts[0].user", MistakeKind.Invalid, "an account of the server itself")]
    [InlineData("[{ user: mariadb.sys, require: SSL }]", "accounts[0].user", MistakeKind.Invalid, "an account of the server itself")]
    [InlineData("[{ user: mysql.session, require: SSL }]", "accounts[0].user", MistakeKind.Invalid, "an account of the server itself")]
    [InlineData("[{ user: mysql.anything, require: SSL }]", "accounts[0].user", MistakeKind.Invalid, "an account of the server itself")]
    [InlineData("[{ user: debian-sys-maint, require: SSL }]", "accounts[0].user", MistakeKind.Invalid, "an account of the server itself")]
    [InlineData("[{ user: proof, require: SSL }]", "accounts[0].user", MistakeKind.Invalid, "(proof.user)")]
    [InlineData("[{ user: tls_admin, require: SSL }]", "accounts[0].user", MistakeKind.Invalid, "the node tool itself uses on db2 (database.adminUser)")]
    [InlineData("[{ user: a-user-whose-name-is-longer-than-the-sixty-four-characters-of-a-CN, require: SSL }]", "accounts[0].user", MistakeKind.Invalid, "has room for 64")]
    [InlineData("[{ user: \"a\\tb\", require: SSL }]", "accounts[0].user", MistakeKind.Invalid, "another control character")]
    [InlineData("[{ user: app, host: '*', require: SSL }]", "accounts[0].host", MistakeKind.Invalid, "write '%', in quotes")]
    [InlineData("[{ user: app, host: 'app@%', require: SSL }]", "accounts[0].host", MistakeKind.Invalid, "SELECT host FROM mysql.user")]
    [InlineData("[{ user: app, require: SSL }, { user: app, require: X509 }]", "accounts[1]", MistakeKind.Duplicate, "'app' is at accounts[0] already")]
    [InlineData("[{ user: app, host: '%', require: SSL }, { user: app, host: '%', require: X509, nodes: [db2] }]", "accounts[1]", MistakeKind.Duplicate, "'app@%' is at accounts[0] already")]
    [InlineData("[{ user: app, require: SSL }, { user: app, host: '%', require: X509 }]", "accounts[1]", MistakeKind.NotTogether, "overlaps with accounts[0]")]
    [InlineData("app", "accounts", MistakeKind.Invalid, "must be a list")]
    [InlineData("{ user: app }", "accounts", MistakeKind.Invalid, "each entry starts with '- user: …'")]
    public void Names_key_and_cure(string accounts, string path, MistakeKind kind, string cure)
    {
        var mistake = StackFile.MistakeIn($"{ProxyFile.Text}accounts: {accounts}\n", ProxyFile.Encrypted);

        Assert.Equal((path, kind), (mistake.Path, mistake.Kind));
        Assert.Contains(cure, mistake.Sentence);
    }

    [Theory]
    [InlineData("[{ user: tls_admin, require: SSL, nodes: [db1] }]")]
    [InlineData("[{ user: app, host: '%', require: SSL }, { user: app, host: localhost, require: X509 }]")]
    [InlineData("[{ user: app, require: SSL, nodes: [db1] }, { user: app, require: X509, nodes: [db2] }]")]
    [InlineData("[{ user: app, require: SSL }, { user: APP, require: X509 }]")]
    [InlineData("[{ user: a-user-whose-name-has-the-sixty-four-characters-of-a-common-name, require: SSL }]")]
    [InlineData("[{ user: 'Jörg / Ops', require: X509 }]")]
    [InlineData("[]")]
    public void There_is_none(string accounts) =>
        Assert.Empty(StackFile.MistakesIn($"{ProxyFile.Text}accounts: {accounts}\n", ProxyFile.Encrypted));
}
