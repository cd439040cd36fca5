using EncryptionInTransit.Lab;
using EncryptionInTransit.Lab.Faults;
using EncryptionInTransit.NodeTool.Tests.Fixtures;

namespace EncryptionInTransit.NodeTool.Tests;

/// <summary>The server's key is made on the node, and never leaves it.</summary>
public abstract class KeyOnTheNode(ToolNodeFixture fixture) : NodeToolTest(fixture)
{
    private const string FirstId = "00000000000000a1";
    private const string SecondId = "00000000000000a2";
    private const string ThirdId = "00000000000000a3";

    private const string Store = ToolNode.State + "/requests";

    [Theory]
    [InlineData("rsa:2048")]
    [InlineData("ec:P-384")]
    public async Task IsServedWithTheCertificateOfItsRequest_AndReadByNobodyElse(string key)
    {
        var claim = await Tool.ClaimAsync();
        var request = await RequestAsync(claim, FirstId, key);

        Assert.Matches("^-----BEGIN CERTIFICATE REQUEST-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE REQUEST-----\n$", request);
        Assert.Equal("600 root\n", (await Node.RunAsync($"stat -c '%a %U' {Store}/{FirstId}/server.key")).Output);
        Assert.Equal("700 root\n700 root\n", (await Node.RunAsync($"stat -c '%a %U' {Store} {Store}/{FirstId}")).Output);

        var certificates = await EncryptAsync(claim, FirstId, request);

        Assert.Equal(certificates.Fingerprint, await Tool.ServedAsync());
        Assert.Equal("600 mysql\n", (await Node.RunAsync("stat -c '%a %U' /var/lib/jelastic/keys/SSL-TLS/server/server.key")).Output);
        (await Tool.RunAsync("verify")).MustSucceed();
    }

    [Fact]
    public async Task StaysTheSame_ForTheSameRequest_AndAnotherRequestHasAnother()
    {
        var claim = await Tool.ClaimAsync();
        var first = await RequestAsync(claim, FirstId);

        Assert.Equal(first, await RequestAsync(claim, FirstId));
        Assert.NotEqual(PublicKey(first), PublicKey(await RequestAsync(claim, SecondId)));
        Assert.Equal(first, await RequestAsync(claim, FirstId));
    }

    [Theory]
    [InlineData("rm")]
    [InlineData(": >")]
    public async Task IsMadeAnew_WhereItWasLost(string loss)
    {
        var claim = await Tool.ClaimAsync();
        var before = await RequestAsync(claim, FirstId);
        (await Node.RunAsync($"{loss} {Store}/{FirstId}/server.key")).MustSucceed();

        var after = await RequestAsync(claim, FirstId);

        Assert.NotEqual(PublicKey(before), PublicKey(after));
        await EncryptAsync(claim, FirstId, after);
        Assert.Equal("", (await Node.RunAsync($"find {Store} -name '*.new*'")).Output);
    }

    [Fact]
    public async Task IsKept_ForAsLongAsItsGenerationIs()
    {
        var claim = await Tool.ClaimAsync();
        foreach (var id in new[] { FirstId, SecondId, ThirdId })
        {
            await EncryptAsync(claim, id, await RequestAsync(claim, id));
            (await Tool.RunAsync("verify")).MustSucceed();
        }
        Assert.Equal([SecondId, ThirdId], await StoreAsync());

        // A certificate that is made anew for the same key.
        await EncryptAsync(claim, ThirdId, await RequestAsync(claim, ThirdId));
        Assert.Equal([ThirdId], await StoreAsync());

        // Back to keys of the stack.
        (await Tool.EncryptAsync(First)).MustSucceed();
        Assert.Equal([ThirdId], await StoreAsync());
        (await Tool.EncryptAsync(Second)).MustSucceed();
        Assert.Empty(await StoreAsync());
    }

    [Fact]
    public async Task Killed_WhileItIsMade_IsMadeByTheNextRun()
    {
        var claim = await Tool.ClaimAsync();
        var request = Requests.RequestCertificate(Node, claim, FirstId);
        await Node.KillAsync("request-certificate", request, $"[ -s {Store}/.{FirstId}.encryption-in-transit.new/server.csr ]");
        Assert.Empty(await StoreAsync());

        await EncryptAsync(claim, FirstId, await RequestAsync(claim, FirstId));

        Assert.Equal("", (await Node.RunAsync($"find {Store} -name '*.new*'")).Output);
    }

    [Fact]
    public async Task Killed_WhenItIsThere_IsFoundByTheNextRun()
    {
        var claim = await Tool.ClaimAsync();
        var request = Requests.RequestCertificate(Node, claim, FirstId);
        await Node.KillAsync("request-certificate", request, $"[ -s {Store}/{FirstId}/server.csr ]");
        var made = await Node.ReadFileAsync($"{Store}/{FirstId}/server.csr");

        Assert.Equal(made, await RequestAsync(claim, FirstId));
    }

    [Fact]
    public async Task Killed_BeforeItIsUsed_IsGoneAfterARelease()
    {
        var claim = await Tool.ClaimAsync();
        await Node.KillAsync("request-certificate", Requests.RequestCertificate(Node, claim, FirstId), $"ls -d {Store}/.*.new");

        (await Tool.ReleaseAsync()).MustSucceed();

        await AssertAsBeforeAsync();
    }

    [Fact]
    public async Task WithoutItsRequest_NothingIsInstalled()
    {
        var claim = await Tool.ClaimAsync();
        var before = await Node.SnapshotAsync();

        AssertFailed(1, await Tool.RunAsync("install-certificates", Requests.InstallCertificatesWithKeyOf(FirstId, claim, First)),
            $"the key of request {FirstId} is not on this node; nothing was touched", "raise this node's number reapply");
        await RequestAsync(claim, FirstId);
        AssertFailed(1, await Tool.RunAsync("install-certificates", Requests.InstallCertificatesWithKeyOf(FirstId, claim, First)),
            "the server certificates were refused: server.key does not belong to server.crt");

        await Node.RunAsync($"rm -r {Store}/{FirstId}; rmdir {Store}; rmdir -p /var/lib/jelastic/keys/SSL-TLS/.generations 2>/dev/null");
        Assert.Equal(before.ToString(), (await Node.SnapshotAsync()).ToString());
    }

    [Fact]
    public async Task ABadRequest_IsRefused()
    {
        var claim = await Tool.ClaimAsync();
        var good = Requests.RequestCertificate(Node, claim, FirstId);

        AssertFailed(2, await RunAsync(good.Replace("key: ec:P-256", "key: rsa:512")), "key \"key\" has a value that is not allowed", "as rsa:2048 or ec:P-256");
        AssertFailed(2, await RunAsync(good.Replace("subject: /CN", "subject: CN")), "key \"subject\" has a value that is not allowed");
        AssertFailed(2, await RunAsync(good.Replace("names: DNS", "names: $(id)DNS")), "key \"names\" has a value that is not allowed");
        AssertFailed(2, await RunAsync(good.Replace(FirstId, "../../../etc/x00")), "key \"request-id\" has a value that is not allowed");
        AssertFailed(3, await RunAsync(good.Replace(claim, "0000000000000000")), "under another id");
        var install = Requests.InstallCertificatesWithKeyOf("../x", claim, First);
        AssertFailed(2, await Tool.RunAsync("install-certificates", install), "key \"server-key\" has a value that is not allowed");

        Task<CommandOutput> RunAsync(string request) => Tool.RunAsync("request-certificate", request);
    }

    [Fact]
    public async Task AFullDisk_OrAStrangersScriptInItsPlace_LeavesNothing()
    {
        var claim = await Tool.ClaimAsync();
        var before = await Node.SnapshotFilesAsync();
        var request = Requests.RequestCertificate(Node, claim, FirstId);
        await using (await Node.FillDiskAsync())
            AssertFailed(1, await Tool.RunAsync("request-certificate", request), "free disk space");
        Assert.Equal(before, await Node.SnapshotFilesAsync());

        (await Node.RunAsync($"mv {ToolFile.KeyMakerPathOnNode} /run/selfcertgen; printf '#!/bin/sh\\ntouch /run/ran\\n' >{ToolFile.KeyMakerPathOnNode}; chmod 755 {ToolFile.KeyMakerPathOnNode}")).MustSucceed();
        AssertFailed(1, await Tool.RunAsync("request-certificate", request), "selfcertgen is missing, or is not that of encryption-in-transit");
        (await Node.RunAsync($"[ ! -e /run/ran ] && mv /run/selfcertgen {ToolFile.KeyMakerPathOnNode}")).MustSucceed();
        Assert.Equal(before, await Node.SnapshotFilesAsync());
    }

    [Fact]
    public async Task UnderBusyboxAsh_WithASubjectOfAnyCharacters_AllIsTheSame()
    {
        var tool = new ToolNode(Node) { Shell = "busybox ash" };
        var claim = await Tool.ClaimAsync();
        var asked = Requests.RequestCertificate(Node, claim, FirstId, subject: @"/O=Sun\/Moon \+ Söhne \\ ""Co"" $x #1, #2/CN=db1");

        var request = (await tool.RunAsync("request-certificate", asked)).MustSucceed().Output;

        Assert.Equal(request, (await Tool.RunAsync("request-certificate", asked)).MustSucceed().Output);
        var subject = (await Node.RunAsync("openssl req -noout -subject -nameopt utf8,sep_multiline", request)).MustSucceed().Output;
        Assert.Equal("subject=\n    O=Sun/Moon + Söhne \\ \"Co\" $x #1, #2\n    CN=db1\n", subject.Replace(" = ", "="));
    }

    /// <summary>What the node prints.</summary>
    private async Task<string> RequestAsync(string claim, string id, string key = "ec:P-256") =>
        (await Tool.RunAsync("request-certificate", Requests.RequestCertificate(Node, claim, id, key))).MustSucceed().Output;

    /// <summary>Has the request signed, and puts the certificate in force.</summary>
    private async Task<Certificates> EncryptAsync(string claim, string id, string request)
    {
        var certificates = First with { Server = await Authority.SignAsync(request), ServerKey = "" };
        (await Tool.RunAsync("install-certificates", Requests.InstallCertificatesWithKeyOf(id, claim, certificates))).MustSucceed();
        (await Tool.ActivateAsync(claim, certificates)).MustSucceed();
        return certificates;
    }

    private async Task<string[]> StoreAsync() =>
        (await Node.RunAsync($"cd {Store} 2>/dev/null && LC_ALL=C ls")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string PublicKey(string request) => Convert.ToHexString(System.Security.Cryptography.X509Certificates.CertificateRequest
        .LoadSigningRequestPem(request, System.Security.Cryptography.HashAlgorithmName.SHA256).PublicKey.ExportSubjectPublicKeyInfo());
}

[Collection(NodeKind.MariaDb1011)]
public sealed class KeyOnTheNodeOnMariaDb1011(MariaDb1011 fixture) : KeyOnTheNode(fixture);

[Collection(NodeKind.MariaDb118)]
[Trait("Scope", "thorough")]
public sealed class KeyOnTheNodeOnMariaDb118(MariaDb118 fixture) : KeyOnTheNode(fixture);

[Collection(NodeKind.MySql97)]
[Trait("Scope", "thorough")]
public sealed class KeyOnTheNodeOnMySql97(MySql97 fixture) : KeyOnTheNode(fixture);
