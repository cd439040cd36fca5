using EncryptionInTransit.Tests.Support;
using Pulumi;
using Pulumi.Command.Remote.Inputs;

namespace EncryptionInTransit.Tests.Node;

/// <summary>What every remote command has, whatever it does. Each test is a trap that was seen on real nodes.</summary>
[Collection("Deployment")]
public class CommandsOfANode
{
    [Fact]
    public async Task Are_four()
    {
        var node = await RegisteredNode.AsRegistered(RegisteredNode.Args);

        Assert.Equal(["db1-claim", "db1-files", "db1-server-tls", "db1-tool"], node.Commands.Order());
    }

    [Fact]
    public async Task Change_by_update_without_triggers_or_a_text_for_it() =>
        await ForEach((_, inputs) =>
        {
            Assert.False(inputs.ContainsKey("triggers"));
            Assert.False(inputs.ContainsKey("update"));
            return Task.CompletedTask;
        });

    [Fact]
    public async Task Send_no_environment_that_sshd_would_refuse() =>
        await ForEach((_, inputs) =>
        {
            Assert.Equal(false, inputs["addPreviousOutputInEnv"]);
            Assert.False(inputs.ContainsKey("environment"));
            return Task.CompletedTask;
        });

    [Fact]
    public async Task Check_the_host_key() =>
        await ForEach((_, inputs) =>
        {
            Assert.Equal("ssh-ed25519 AAAA", ((IReadOnlyDictionary<string, object>)inputs["connection"])["hostKey"]);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task Show_what_the_tool_says() =>
        await ForEach((_, inputs) =>
        {
            Assert.Equal("stdoutAndStderr", inputs["logging"]);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task Use_a_new_login_key_from_the_next_run_on() =>
        await ForEach((node, name) =>
        {
            Assert.DoesNotContain("connection", node.Options(name).IgnoreChanges);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task Keep_the_login_key_secret() =>
        await ForEach(async (node, name) =>
        {
            var connection = await RegisteredNode.ValueAsync((Output<ConnectionArgs>)node.Command(name).Connection!);
            Assert.True(await Output.IsSecretAsync((Output<string>)connection.PrivateKey!));
        });

    [Fact]
    public async Task Have_constant_texts_so_that_a_delete_of_old_undoes_nothing_new()
    {
        var one = await RegisteredNode.AsRegistered(RegisteredNode.Args);
        var other = await RegisteredNode.AsRegistered(RegisteredNode.Args with
        {
            Certificates = RegisteredNode.Args.Certificates with { Hostname = "another.example.com" },
            Tls = new() { RequireSecureTransport = SecureTransportPhase.On },
            Reapply = 7,
        }, "another");

        foreach (var suffix in new[] { "tool", "claim", "files", "server-tls" })
        {
            foreach (var text in new[] { "create", "delete" }.Where(one.Inputs($"db1-{suffix}").ContainsKey))
                Assert.Equal(one.Text($"db1-{suffix}", text), other.Text($"another-{suffix}", text));
        }
    }

    private static Task ForEach(Func<RegisteredNode, IReadOnlyDictionary<string, object>, Task> check) =>
        ForEach((node, name) => check(node, node.Inputs(name)));

    private static async Task ForEach(Func<RegisteredNode, string, Task> check)
    {
        var node = await RegisteredNode.AsRegistered(RegisteredNode.Args);
        foreach (var name in node.Commands)
            await check(node, name);
    }
}
