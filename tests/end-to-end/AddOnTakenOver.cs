using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>A node that has the vendor's add-on: refused, taken over on request, and without any of it after the uninstall.</summary>
public abstract class AddOnTakenOver(string kind) : OneNode(kind)
{
    [Fact]
    public async Task OnRequestOnly_AndGoneAfterwards()
    {
        await VendorAddOn.PreparePlatformAsync(Node);
        var bare = await Node.SnapshotAsync();
        var addOn = await VendorAddOn.InstallAsync(Node);
        var before = await Node.SnapshotAsync();

        (await Stack.UpAsync()).MustFail().MustSay(
            "refused: this node has the vendor's SSL add-on; nothing was touched", $"{VendorAddOn.Keys}/server/root.key", "adopt: true at this node");
        Assert.All(before.ChangesTo(await Node.SnapshotAsync()), line => Assert.Contains(" /usr/local/sbin/", line, StringComparison.Ordinal));

        await Stack.SetAsync("encryption-in-transit:nodes[0].adopt", "true");
        const string Coming = "db1: if it has the vendor's SSL add-on, that is taken over (adopt)";
        (await Stack.RunAsync("preview")).MustSucceed().MustSay(Coming);
        var pid = await Node.DatabasePidAsync();
        (await Stack.UpAsync()).MustSucceed().MustSay(
            Coming, "the vendor's SSL add-on will be taken over by the activation; found was:", "What differs (- the add-on's, + new):",
            "taken over from the add-on:", $"clients that trust its CA ({VendorAddOn.CaName}) need the new root.crt");

        Assert.Equal(Node.Server == "mariadb", pid != await Node.DatabasePidAsync());
        var proof = (await Stack.ProofAsync())["db1"];
        Assert.Equal(proof.GetProperty("issuedSha256").GetString(), proof.GetProperty("servedSha256").GetString());
        await Node.PutFileAsync("/run/key", addOn.RootKey.Split('\n')[5]);
        Assert.Equal("", (await Node.RunAsync("grep -rlFf /run/key /etc /root /usr/local /var")).Output);
        (await Stack.UpAsync("--expect-no-changes")).MustSucceed().MustNotSay(Coming);

        (await Stack.RunAsync("destroy", "--yes")).MustSucceed().MustSay("left: the variable KEY_PASS of this container");
        Assert.Empty(bare.ChangesTo(await Node.SnapshotAsync()));
        Assert.DoesNotContain(VendorAddOn.Keys, await Node.ReadFileAsync(VendorAddOn.RedeployList), StringComparison.Ordinal);
    }
}

public sealed class AddOnOnMariaDbTakenOver() : AddOnTakenOver(NodeKind.MariaDb1011);

[Trait("Scope", "thorough")]
public sealed class AddOnOnMySqlTakenOver() : AddOnTakenOver(NodeKind.MySql97);
