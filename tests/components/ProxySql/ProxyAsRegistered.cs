using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.ProxySql;

/// <summary>The graph of a proxy, its backends and their accounts.</summary>
[Collection("Deployment")]
public class ProxyAsRegistered
{
    [Fact]
    public async Task As_a_picture() =>
        Approved.Text(await Picture.OfAsync(await new ProxiedStack().Registered(), name =>
            name is "proxy-claim" or "proxy-files" or "proxy-proxy-tls" or "db1-clients" || name.StartsWith("db1-account-app", StringComparison.Ordinal)));

    [Fact]
    public async Task Backends_speak_TLS_before_the_proxy_is_switched() =>
        Assert.Equal(
            ["db1-server-tls", "db2-server-tls", "proxy-claim", "proxy-files"],
            (await (await new ProxiedStack().Registered()).DependsOn("proxy-proxy-tls")).Order());

    [Fact]
    public async Task The_proxy_is_released_before_its_backends() =>
        Assert.Equal(
            ["db1-claim", "db2-claim", "proxy-tool"],
            (await (await new ProxiedStack().Registered()).DependsOn("proxy-claim")).Order());

    [Fact]
    public async Task A_backend_refuses_plaintext_only_after_the_proxy_is_switched_and_lets_it_in_again_first()
    {
        var stack = await new ProxiedStack().Registered();

        Assert.Equal(["db1-claim", "db1-server-tls", "proxy-proxy-tls"], (await stack.DependsOn("db1-clients")).Order());
        Assert.Equal(
            "[ -e /usr/local/sbin/encryption-in-transit ] || { [ -e /var/lib/encryption-in-transit/claim ] || exit 0; echo \"/usr/local/sbin/encryption-in-transit is missing, and this node is still claimed; nothing was undone. Raise its number reapply and run up, which puts the tool there again; then run this again.\" >&2; exit 1; }; exec /usr/local/sbin/encryption-in-transit relax",
            stack.Text("db1-clients", "delete"));
        Assert.True(stack.Options("db1-clients").DeleteBeforeReplace);
    }

    [Fact]
    public async Task What_is_activated_in_the_proxy_is_undone_by_its_claim_alone() =>
        Assert.False((await new ProxiedStack().Registered()).Inputs("proxy-proxy-tls").ContainsKey("delete"));

    [Fact]
    public async Task There_is_no_circle()
    {
        var stack = await new ProxiedStack { Phase = SecureTransportPhase.On }.Registered();
        var done = new HashSet<string>();
        foreach (var name in stack.Commands)
            await Visit(name, []);

        async Task Visit(string name, HashSet<string> path)
        {
            Assert.True(path.Add(name), $"{name} depends on itself by {string.Join(", ", path)}");
            if (done.Add(name))
            {
                foreach (var dependency in await stack.DependsOn(name))
                    await Visit(dependency, [.. path]);
            }
        }
    }
}
