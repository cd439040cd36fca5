using System.Text.RegularExpressions;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// Somebody changes a node behind the stack's back: the next <c>up</c> names what differs, and a higher <c>reapply</c> brings it
/// back, without an outage where the server can do without.
/// </summary>
public abstract class Drift(string kind) : OneNode(kind)
{
    private const string Server = "/var/lib/jelastic/keys/SSL-TLS/server";
    private const string ConfigFile = "/etc/mysql/conf.d/ssl-config.cnf";

    private int _reapply = 1;

    private bool IsMariaDb => Node.Server == "mariadb";

    private string Reload => IsMariaDb ? "FLUSH SSL" : "ALTER INSTANCE RELOAD TLS";

    [Fact]
    public async Task IsNamed_AndMendedWithoutAnOutage()
    {
        await Stack.SetAsync("encryption-in-transit:tls.requireSecureTransport", "on");
        (await Stack.UpAsync()).MustSucceed();
        var pid = await Node.DatabasePidAsync();
        var session = await BeginSessionAsync();

        await ReplaceCertificateAsync();
        await IsNamedAsync("expected the issued certificate CN=", "served is CN=somebody");
        await ReapplyAsync();

        await Node.QueryAsync("SET GLOBAL require_secure_transport = OFF");
        await IsNamedAsync("expected a login without TLS to be refused (requireSecureTransport); it was accepted");
        await ReapplyAsync();

        (await Node.RunAsync($"echo '# tuned by hand' >>{ConfigFile}")).MustSucceed();
        Assert.Equal(1, (await Node.RunAsync("/usr/local/sbin/encryption-in-transit verify")).ExitCode);
        (await ReapplyAsync()).MustSay(
            $"{ConfigFile} was edited by hand; it is replaced, and kept in /var/lib/encryption-in-transit/ssl-config.cnf.edited-", "-# tuned by hand");

        if (!IsMariaDb)
        {
            await Node.QueryAsync("SET GLOBAL ssl_cipher = 'ECDHE-RSA-AES128-GCM-SHA256'; ALTER INSTANCE RELOAD TLS");
            await IsNamedAsync("expected ssl_cipher to be ECDHE-RSA-AES256-GCM-SHA384:", "the server runs with ECDHE-RSA-AES128-GCM-SHA256");
            await ReapplyAsync();
        }

        Assert.Equal(pid, await Node.DatabasePidAsync());
        Assert.Contains($"{session}\n", await Node.QueryAsync("SELECT id FROM information_schema.processlist"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfTheProtocolsAndCiphers_IsNamed_AndTheEditIsShown()
    {
        await Stack.SetAsync("encryption-in-transit:tls.minimumVersion", "TLSv1.3");
        (await Stack.UpAsync()).MustSucceed();

        (await Node.RunAsync($"sed -i -e 's/^tls_version=.*/tls_version=TLSv1.2,TLSv1.3/' -e 's/^ssl-cipher=.*/ssl-cipher=ECDHE-RSA-AES128-GCM-SHA256/' {ConfigFile} && service {Node.Service} restart")).MustSucceed();
        await IsNamedAsync(
            "expected tls_version to be TLSv1.3, as installed; the server runs with TLSv1.2,TLSv1.3",
            "expected ssl_cipher to be ECDHE-RSA-AES256-GCM-SHA384:", "the server runs with ECDHE-RSA-AES128-GCM-SHA256");
        var pid = await Node.DatabasePidAsync();

        (await ReapplyAsync()).MustSay("-tls_version=TLSv1.2,TLSv1.3", "+tls_version=TLSv1.3", "-ssl-cipher=ECDHE-RSA-AES128-GCM-SHA256");

        Assert.Equal(IsMariaDb, pid != await Node.DatabasePidAsync());
    }

    private async Task IsNamedAsync(params string[] sentences) =>
        (await Stack.UpAsync()).MustFail().MustSay([.. sentences, "this is not what the stack has installed", $"set its reapply to {_reapply + 1}, then up."]);

    private async Task<Run> ReapplyAsync()
    {
        await Stack.SetAsync("encryption-in-transit:nodes[0].reapply", $"{++_reapply}");
        var run = (await Stack.UpAsync()).MustSucceed();
        (await Node.RunAsync("/usr/local/sbin/encryption-in-transit verify")).MustSucceed();
        return run;
    }

    /// <summary>A certificate of somebody else, in the files of ours, and the server told.</summary>
    private async Task ReplaceCertificateAsync()
    {
        (await Node.RunAsync(
            $"""
            cd {Server} && openssl req -x509 -new -nodes -newkey rsa:2048 -subj /CN=somebody -days 30 -keyout /run/other.key -out /run/other.crt &&
            cat /run/other.key >server.key && cat /run/other.crt >server.crt
            """)).MustSucceed();
        await Node.QueryAsync(Reload);
    }

    /// <returns>Its id: one that lasts as long as the server's process.</returns>
    private async Task<string> BeginSessionAsync()
    {
        var client = IsMariaDb ? "mariadb --skip-ssl" : "mysql --ssl-mode=DISABLED";
        return Regex.Match((await Node.RunAsync(
            $$"""
            (sleep 3600 | {{client}} --unbuffered --skip-column-names -e 'SELECT CONNECTION_ID(); SELECT SLEEP(3600)' >/run/session) </dev/null >/dev/null 2>&1 &
            for tries in $(seq 300); do [ ! -s /run/session ] || break; sleep 0.1; done; cat /run/session
            """)).MustSucceed().Output, "^[0-9]+").Value;
    }
}

public sealed class DriftOnMariaDb() : Drift(NodeKind.MariaDb1011);

[Trait("Scope", "thorough")]
public sealed class DriftOnMySql() : Drift(NodeKind.MySql97);
