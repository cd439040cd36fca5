using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>Certificates that come to their end: seen by a preview of a later day.</summary>
public sealed class Renewal() : OneNode(NodeKind.MySql97)
{
    [Fact]
    public async Task IsPlanned_ShownWithItsReason_AndNothingElseIsReplaced()
    {
        (await Stack.UpAsync()).MustSucceed();

        (await Stack.RunOnAsync("+335d", "preview")).MustSucceed()
            .MustSay("server certificate of db1 expires in 29 days", "renewal starts at 30 days: it is made anew")
            .MustSay("+- tls:index:LocallySignedCert db1-server-certificate replace", "+- tls:index:LocallySignedCert db1-client-certificate replace")
            .MustNotSay("PrivateKey").MustNotSay("certificate of CA 1 of db1 expires");
        (await Stack.RunOnAsync("+364d", "preview")).MustSay("server certificate of db1 expires in 23 hours");
        (await Stack.RunOnAsync("+3286d", "preview")).MustSay(
            "certificate of CA 1 of db1 expires in 363 days", "renewal starts at 365 days", "server certificate of db1 has expired");
        (await Stack.RunAsync("preview", "--expect-no-changes")).MustSucceed().MustNotSay("it is made anew");
    }
}
