using System.Security.Cryptography;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

public sealed class RemoteCommands : WithSshServer
{
    [Fact]
    public async Task Output_LosesOneNewline()
    {
        var created = await Runner.Run(Server, "printf 'a\\n\\n'; printf 'b\\n' >&2");

        Assert.Equal("a\n", created.Outputs.Text("stdout"));
        Assert.Equal("b", created.Outputs.Text("stderr"));
        Assert.Matches("^resource[0-9a-f]{8}$", created.Id);
    }

    [Fact]
    public async Task Stdin_OfMegabytesArrivesWhole()
    {
        var stdin = Convert.ToBase64String(RandomNumberGenerator.GetBytes(4_000_000));

        var sum = await Runner.Stdout(Server, "sha256sum", ("stdin", Secret(stdin)));

        Assert.Equal(5_333_336, stdin.Length);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(stdin))), sum.Split(' ')[0]);
    }

    [Fact]
    public async Task Output_OfMegabytesArrivesWhole() =>
        Assert.Equal(string.Concat(Enumerable.Range(1, 400_000).Select(n => $"{n}\n")).TrimEnd(), await Runner.Stdout(Server, "seq 400000", ("logging", "none")));

    [Fact]
    public async Task Stdin_IsClosedWhenThereIsNone() => Assert.Equal("end", await Runner.Stdout(Server, "cat; echo end"));

    [Fact]
    public async Task Stdin_NeedNotBeRead() => Assert.Equal("done", await Runner.Stdout(Server, "echo done", ("stdin", new string('x', 6_000_000))));

    [Fact]
    public async Task Stdin_MayWaitForItsReader() =>
        Assert.Equal("6000000", await Runner.Stdout(Server, "sleep 1; wc -c", ("stdin", new string('x', 6_000_000))));

    [Fact]
    public async Task Bytes_ThatAreNotTextAreReplaced()
    {
        var created = await Runner.Run(Server, "printf 'a\\377\\000é\\nz'");

        Assert.Equal("a\ufffd\0é\nz", created.Outputs.Text("stdout"));
    }

    [Fact]
    public async Task Output_HasTheInputsWithTheirSecrets()
    {
        var created = await Runner.Run(Server, "cat", ("stdin", Secret("s3cret")), ("triggers", new[] { "1" }));

        Assert.Equal(["connection", "create", "stderr", "stdin", "stdout", "triggers"], created.Outputs.Keys);
        Assert.Equal(Secret("s3cret"), created.Outputs["stdin"]);
        var connection = ((PropertyValue.ObjectValue)Assert.IsType<PropertyValue.SecretValue>(created.Outputs["connection"]).Element).Properties;
        Assert.Equal(Value(15), connection["perDialTimeout"]);
        Assert.IsType<PropertyValue.SecretValue>(connection["privateKey"]);
        Assert.IsType<PropertyValue.StringValue>(created.Outputs["stdout"]);
    }

    [Fact]
    public async Task WithoutACommand_NothingConnects()
    {
        var created = await Runner.Create(CommandRunner.Remote, Map(("connection", CommandRunner.Connection(Server))));

        Assert.Equal("", created.Outputs.Text("stdout"));
        Assert.Equal(0, Server.Logins);
    }

    [Fact]
    public async Task Update_RunsUpdateElseCreateWithTheNewInputs()
    {
        var inputs = Map(("connection", CommandRunner.Connection(Server)), ("create", "echo created; cat"), ("stdin", "one"), ("addPreviousOutputInEnv", false));
        var created = await Runner.Create(CommandRunner.Remote, inputs);

        var byCreate = await Runner.Update(CommandRunner.Remote, inputs, created.Outputs, inputs.With("stdin", Value("two")));
        var byUpdate = await Runner.Update(CommandRunner.Remote, inputs, created.Outputs, inputs.With("update", Value("echo updated; cat")));

        Assert.Equal("created\ntwo", byCreate.Text("stdout"));
        Assert.Equal("updated\none", byUpdate.Text("stdout"));
        Assert.DoesNotContain(Runner.Log, l => !l.Ephemeral);
    }

    [Fact]
    public async Task Delete_RunsWithTheStoredStdin()
    {
        var file = Path.Combine(Server.Folder, "deleted");
        var created = await Runner.Run(Server, "true", ("delete", $"cat > {file}"), ("stdin", Secret("stored")));

        await Runner.Delete(CommandRunner.Remote, PropertyMap.Empty, created.Outputs);

        Assert.Equal("stored", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Environment_ArrivesWhenTheServerAcceptsIt()
    {
        var stdout = await Runner.Stdout(Server, "echo \"$ALLOWED_A-$ALLOWED_B\"; cat", ("environment", Map(("ALLOWED_A", Secret("it's")), ("ALLOWED_B", "b\nc"))), ("stdin", "in"));

        Assert.Equal("it's-b\nc\nin", stdout);
    }

    [Fact]
    public async Task Environment_ThatIsRefusedStopsTheCommand()
    {
        var e = await Runner.Fails(Server, $"touch {Server.Folder}/ran", ("environment", Map(("SECRET", Secret("s3cret-value")))));

        Assert.Equal("could not set environment variable \"SECRET\": ssh: setenv failed", e.Message);
        Assert.False(File.Exists($"{Server.Folder}/ran"));
        var log = Assert.Single(Runner.Log);
        Assert.Equal(ProviderLogSeverity.Error, log.Severity);
        Assert.Equal(Refused("SECRET"), log.Message);
        Assert.DoesNotContain("s3cret-value", log.Message + e);
        Assert.Equal("usable", await Runner.Stdout(Server, "echo usable"));
    }

    [Fact]
    public async Task PreviousOutput_ThatIsRefusedOnlyWarns()
    {
        var inputs = Map(("connection", CommandRunner.Connection(Server)), ("create", "echo \"one$PULUMI_COMMAND_STDOUT\""));
        var created = await Runner.Create(CommandRunner.Remote, inputs);

        var updated = await Runner.Update(CommandRunner.Remote, inputs, created.Outputs, inputs);

        Assert.Equal("one", updated.Text("stdout"));
        var warning = Assert.Single(Runner.Log, l => !l.Ephemeral);
        Assert.Equal(ProviderLogSeverity.Warning, warning.Severity);
        Assert.Equal(Refused("PULUMI_COMMAND_STDOUT"), warning.Message);
    }

    // The official provider's words.
    private static string Refused(string name) =>
        $"Unable to set '{name}'. This only works if your SSH server is configured to accept\n\tthese variables via AcceptEnv. Alternatively, "
        + "if a Bash-like shell runs the command on the remote host, you could\n\tprefix the command itself with the variables in the form 'VAR=value command'";

    [Theory]
    [InlineData(null, new[] { "err", "out" })]
    [InlineData("stdoutAndStderr", new[] { "err", "out" })]
    [InlineData("stdout", new[] { "out" })]
    [InlineData("stderr", new[] { "err" })]
    [InlineData("none", new string[0])]
    public async Task Logging_ShowsTheStreamsAskedFor(string? logging, string[] lines)
    {
        await Runner.Run(Server, "echo out; echo err >&2", ("logging", logging));

        Assert.Equal(lines, Runner.Progress.Order());
    }

    [Fact]
    public async Task Progress_ComesWhileTheCommandRuns()
    {
        var gate = Path.Combine(Server.Folder, "gate");
        var running = Runner.Run(Server, $"echo first; until [ -e {gate} ]; do sleep 0.1; done; printf last");
        await Eventually.Is(() => Runner.Progress.Contains("first"));
        Assert.False(running.IsCompleted);

        await File.WriteAllTextAsync(gate, "");
        await running;

        Assert.Equal(["first", "last"], Runner.Progress);
    }

    [Fact]
    public async Task Progress_HidesSecrets()
    {
        await Runner.Run(Server, "cat", ("stdin", Secret("first\npassword=hunter22\n")));

        Assert.Equal(["[secret]", "[secret]"], Runner.Progress);
    }

    [Fact]
    public async Task Preview_TouchesNothing()
    {
        var inputs = Map(("connection", CommandRunner.Connection(Server)), ("create", "echo x"), ("stdin", PropertyValue.Unknown));

        var created = await Runner.Provider.CreateAsync(new(CommandRunner.Urn(CommandRunner.Remote), inputs, true, null, Runner.Log.Enqueue), default);
        var updated = await Runner.Provider.UpdateAsync(new(CommandRunner.Urn(CommandRunner.Remote), "id", inputs, inputs, inputs, true, null, Runner.Log.Enqueue), default);

        Assert.Equal(PropertyValue.Unknown, created.Outputs["stdout"]);
        Assert.Equal(PropertyValue.Unknown, updated["stderr"]);
        Assert.Equal(0, Server.Logins);
    }
}
