using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>Certificates that come to their end: seen by a preview of a later day.</summary>
public sealed class Renewal : IAsyncLifetime
{
    private LabRun _lab = null!;
    private Stack _stack = null!;

    public async Task InitializeAsync()
    {
        _lab = await LabRun.StartAsync(new NodeSpec("db1", NodeKind.MySql97));
        _stack = await Stack.CreateAsync(_lab, "db1");
    }

    public async Task DisposeAsync()
    {
        _stack.Dispose();
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task IsPlanned_ShownWithItsReason_AndNothingElseIsReplaced()
    {
        (await _stack.UpAsync()).MustSucceed();

        (await _stack.RunOnAsync("+335d", "preview")).MustSucceed()
            .MustSay("server certificate of db1 expires in 29 days", "renewal starts at 30 days: it is made anew")
            .MustSay("+- tls:index:LocallySignedCert db1-server-certificate replace", "+- tls:index:LocallySignedCert db1-client-certificate replace")
            .MustNotSay("PrivateKey").MustNotSay("certificate of CA 1 of db1 expires");
        (await _stack.RunOnAsync("+364d", "preview")).MustSay("server certificate of db1 expires in 23 hours");
        (await _stack.RunOnAsync("+3286d", "preview")).MustSay(
            "certificate of CA 1 of db1 expires in 363 days", "renewal starts at 365 days", "server certificate of db1 has expired");
        (await _stack.RunAsync("preview", "--expect-no-changes")).MustSucceed().MustNotSay("it is made anew");
    }
}
