using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>The engine as a process gets a signal while a command runs on a host: a <c>destroy</c> of b, then of a, which b depends on.</summary>
public sealed class Interrupted : WithSshServer
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Directory.CreateDirectory(_folder["state"]);
        _folder.Write("Pulumi.yaml", "name: vectors\nruntime: dotnet\n");
        await Pulumi("stack", "init", "dev");
        var deployment = JsonNode.Parse((await Pulumi("stack", "export")).StandardOutput)!;
        deployment["deployment"]!["resources"] = Resources();
        _folder.Write("import.json", deployment.ToJsonString());
        await Pulumi("stack", "import", "--file", "import.json");
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Once_TheRunningCommandEndsAndNoOtherBegins()
    {
        var destroy = Start("destroy", "--yes");
        await Eventually.Is(() => File.Exists(_folder["b-begun"]));

        await Tool.Output("kill", ["-TERM", $"{destroy.ProcessId}"]);
        await Eventually.Is(() => File.ReadAllText(_folder["output"]).Contains("SIGTERM received; cancelling.", StringComparison.Ordinal));
        _folder.Write("gate", "");

        Assert.Equal(1, (await destroy).ExitCode);
        Assert.True(File.Exists(_folder["b-ended"]));
        Assert.False(File.Exists(_folder["a-begun"]));
        var state = await State();
        Assert.Equal(["a"], Names(state));
        Assert.Null(state["pending_operations"]);
        Assert.Empty(Locks());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Twice_ItEndsAtOnceAndTheStateTellsWhatWasUnderWay(bool hostIsFrozen)
    {
        var destroy = Start("destroy", "--yes");
        await Eventually.Is(() => File.Exists(_folder["b-begun"]));
        if (hostIsFrozen)
            await Server.FreezeAsync();

        await Tool.Output("kill", ["-TERM", $"{destroy.ProcessId}"]);
        await Eventually.Is(() => File.ReadAllText(_folder["output"]).Contains("SIGTERM received; cancelling.", StringComparison.Ordinal));
        await Tool.Output("kill", ["-TERM", $"{destroy.ProcessId}"]);

        Assert.Equal(8, (await destroy).ExitCode);
        Assert.False(File.Exists(_folder["b-ended"]));
        var state = await State();
        Assert.Equal(["a", "b"], Names(state));
        var pending = Assert.Single(state["pending_operations"]!.AsArray())!;
        Assert.Equal(("deleting", UrnOf("b")), ((string?)pending["type"], (string?)pending["resource"]!["urn"]));
        Assert.Empty(Locks());
    }

    private static string UrnOf(string name) => $"urn:pulumi:dev::vectors::{CommandRunner.Remote}::{name}";

    private JsonArray Resources()
    {
        const string providerUrn = "urn:pulumi:dev::vectors::pulumi:providers:command::default_1_2_1";
        const string providerId = "04da6b54-80e4-46f7-96ec-b56ff0331b00";
        return
        [
            new JsonObject { ["urn"] = providerUrn, ["custom"] = true, ["id"] = providerId, ["type"] = "pulumi:providers:command", ["inputs"] = new JsonObject { ["version"] = "1.2.1" } },
            Command("a"),
            Command("b", UrnOf("a")),
        ];

        JsonObject Command(string name, params string[] dependencies)
        {
            var inputs = new JsonObject
            {
                ["connection"] = new JsonObject
                {
                    ["host"] = "127.0.0.1",
                    ["port"] = Server.Port,
                    ["user"] = "root",
                    ["privateKey"] = Server.ClientKey,
                    ["hostKey"] = Server.HostKey,
                    ["dialErrorLimit"] = 0,
                    ["perDialTimeout"] = 15,
                },
                ["create"] = "true",
                // It outlives its connection, but not the test.
                ["delete"] = $"touch {_folder[name]}-begun; while [ -d {_folder.Path} ] && ! [ -e {_folder["gate"]} ]; do sleep 0.1; done; touch {_folder[name]}-ended",
            };
            var outputs = inputs.DeepClone().AsObject();
            (outputs["stdout"], outputs["stderr"]) = ("", "");
            return new JsonObject
            {
                ["urn"] = UrnOf(name),
                ["custom"] = true,
                ["id"] = name,
                ["type"] = CommandRunner.Remote,
                ["inputs"] = inputs,
                ["outputs"] = outputs,
                ["dependencies"] = new JsonArray([.. dependencies.Select(d => (JsonNode)d)]),
                ["provider"] = $"{providerUrn}::{providerId}",
            };
        }
    }

    private static IEnumerable<string> Names(JsonNode state) => state["resources"]!.AsArray()
        .Where(r => (string?)r!["type"] == CommandRunner.Remote).Select(r => ((string)r!["urn"]!).Split("::")[^1]).Order();

    private async Task<JsonNode> State() => JsonNode.Parse((await Pulumi("stack", "export")).StandardOutput)!["deployment"]!;

    private IEnumerable<string> Locks() => Directory.Exists(_folder["state/.pulumi/locks"])
        ? Directory.EnumerateFiles(_folder["state/.pulumi/locks"], "*.json", SearchOption.AllDirectories)
        : [];

    private async Task<BufferedCommandResult> Pulumi(params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Limit);
        var result = await Engine(arguments).ExecuteBufferedAsync(limit.Token);
        Assert.True(result.ExitCode == 0, result.StandardError + result.StandardOutput);
        return result;
    }

    private CommandTask<CommandResult> Start(params string[] arguments)
    {
        _folder.Write("output", "");
        var limit = new CancellationTokenSource(Limit);
        return Engine(arguments).WithStandardOutputPipe(PipeTarget.ToDelegate(line => File.AppendAllText(_folder["output"], line + "\n"))).ExecuteAsync(limit.Token);
    }

    private CliWrap.Command Engine(string[] arguments) => Cli.Wrap("dotnet")
        .WithArguments([Path.Join(AppContext.BaseDirectory, "pulumi-embedded.dll"), .. arguments])
        .WithWorkingDirectory(_folder.Path)
        .WithEnvironmentVariables(e => e
            .Set("PULUMI_BACKEND_URL", $"file://{_folder["state"]}")
            .Set("PULUMI_HOME", _folder["home"])
            .Set("PULUMI_CONFIG_PASSPHRASE", "correct-horse")
            .Set("PULUMI_STACK", null))
        .WithValidation(CommandResultValidation.None);
}
