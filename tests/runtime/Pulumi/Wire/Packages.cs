using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Tests.Support;
using Pulumi.Utilities;

namespace Pulumi.Tests.Wire;

/// <summary>What the resources of Pulumi.Command and Pulumi.Tls send beyond their arguments; the rest is in Recorded.</summary>
public sealed class Packages : ProgramTest
{
    [Fact]
    public async Task TlsResources_SayTheirVersion_AndWhichOutputsAreSecret()
    {
        await UpdateAsync(() =>
        {
            _ = new Tls.PrivateKey("key", new Tls.PrivateKeyArgs { Algorithm = "RSA", RsaBits = 2048 });
            _ = new Tls.CertRequest("request", new Tls.CertRequestArgs { PrivateKeyPem = "k" }, new CustomResourceOptions { AdditionalSecretOutputs = { "more" } });
        });

        Assert.Equal("5.5.1", Engine.Registration("key").Version);
        Assert.Equal("", Engine.Registration("key").PluginDownloadURL);
        Assert.Equal(["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"], Engine.Registration("key").AdditionalSecretOutputs);
        Assert.Equal(["privateKeyPem", "more"], Engine.Registration("request").AdditionalSecretOutputs);
        Json.AssertEqual(
            """{ "privateKeyPem": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "k" } }""",
            Engine.Registration("request").Object);
    }

    [Fact]
    public async Task Connection_IsSentWithItsDefaults_SecretAsAWholeAndAgainInside()
    {
        await UpdateAsync(() => _ = new CopyToRemote("copy", new CopyToRemoteArgs
        {
            Connection = new ConnectionArgs { Host = "h", Password = "p", Proxy = new ProxyConnectionArgs { Host = "via", Port = 2222 } },
            RemotePath = "/tmp/x",
            Source = new StringAsset("content"),
        }));

        var copy = Engine.Registration("copy");
        Assert.Equal("1.2.1", copy.Version);
        Assert.Equal(["connection"], copy.AdditionalSecretOutputs);
        Assert.Equal(["triggers[*]"], copy.ReplaceOnChanges);
        Json.AssertEqual(
            """
            { "remotePath": "/tmp/x", "source": { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": "content" },
              "connection": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": {
                "host": "h", "port": 22, "user": "root", "dialErrorLimit": 10, "perDialTimeout": 15,
                "password": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "p" },
                "proxy": { "host": "via", "port": 2222, "user": "root", "dialErrorLimit": 10, "perDialTimeout": 15 } } } }
            """,
            copy.Object);
    }

    [Fact]
    public async Task LocalCommand_NeedsNoArguments_AndMarksNothingSecret()
    {
        await UpdateAsync(() => _ = new Command.Local.Command("local"));

        Json.AssertEqual("{}", Engine.Registration("local").Object);
        Assert.Empty(Engine.Registration("local").AdditionalSecretOutputs);
        Assert.Equal(["triggers[*]"], Engine.Registration("local").ReplaceOnChanges);
    }

    [Fact]
    public async Task AnsweredConnectionAndLogging_HaveTheirTypes()
    {
        Command.Remote.Command command = null!;
        await UpdateAsync(() => command = new Command.Remote.Command(
            "remote", new Command.Remote.CommandArgs { Connection = new ConnectionArgs { Host = "h" }, Create = "true", Logging = Logging.StdoutAndStderr }));

        Assert.Equal("stdoutAndStderr", Engine.Registration("remote").Object.Fields["logging"].StringValue);
        Assert.Equal(Logging.StdoutAndStderr, await OutputUtilities.GetValueAsync(command.Logging));
        var connection = await OutputUtilities.GetValueAsync(command.Connection);
        Assert.Equal(("h", 22.0, 10), (connection.Host, connection.Port, connection.DialErrorLimit));
        Assert.True(await Output.IsSecretAsync(command.Connection));
    }
}
