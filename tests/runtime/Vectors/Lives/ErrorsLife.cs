using System.Text.Json.Nodes;
using Pulumi.Engine.Vectors.Tests.Sandbox;

namespace Pulumi.Engine.Vectors.Tests.Lives;

/// <summary>A stack that is exported, imported and used wrongly in every way.</summary>
public sealed class ErrorsLife : Life
{
    private const string OneCommand = """
        const pulumi = require("@pulumi/pulumi");
        const command = require("@pulumi/command");

        """;

    private string _state = "";

    private protected override IReadOnlyList<string> Scenarios => ["08-export-import", "09-errors", "12-older-sdk"];

    private protected override IReadOnlyDictionary<string, StepPlan> Plans => new Dictionary<string, StepPlan>
    {
        ["08/04"] = Import("04-import-other-stack", state => JsonNode.Parse(state.ToJsonString().Replace("urn:pulumi:dev::", "urn:pulumi:other::", StringComparison.Ordinal))!),
        ["08/05"] = Import("05-import-duplicate-urn", state => Edit(state, resources => resources.Add(resources[^1]!.DeepClone()))),
        ["08/06"] = Import("06-import-missing-dependency", state => Edit(state, resources =>
            TlsProvider(resources)["dependencies"] = new JsonArray("urn:pulumi:dev::vectors::command:local:Command::nope"))),
        ["08/07"] = Import("07-import-unknown-version", state => { state["version"] = 99; return state; }),
        ["08/08"] = Import("08-import-with-pending", state =>
        {
            var deployment = state["deployment"]!;
            deployment["pending_operations"] = new JsonArray(new JsonObject
            {
                ["resource"] = TlsProvider(deployment["resources"]!.AsArray()).DeepClone(),
                ["type"] = "creating",
            });
            return state;
        }),
        ["08/10"] = new() { Stdin = () => Box.Read("PULUMI_HOME/export.json") },
        ["08/13"] = new() { Stdin = () => "{\"version\":3,\"deployment\":" },
        ["09/b20"] = new() { Before = () => Done(() => Box.Write("WORK/passfile", SandboxEnvironment.Passphrase + "\n")) },
        ["09/c01"] = new()
        {
            Before = async () =>
            {
                await PulumiAsync("stack rm empty --yes");
                await PulumiAsync("stack select dev");
                await PulumiAsync("config rm root");
            },
        },
        ["09/c04"] = new()
        {
            Before = async () =>
            {
                await PulumiAsync("config set root /NODE");
                await PulumiAsync("config set sshPort many");
            },
            After = () => PulumiAsync("config set sshPort 22722"),
        },
        ["09/c05"] = Program("throw new Error(\"boom\");\n"),
        ["09/c06"] = Program("const x = ;\n"),
        ["09/c07"] = Program("process.exit(7);\n"),
        ["09/c08"] = Program(OneCommand + "new command.local.Command(\"a\", { create: \"echo\" });\nnew command.local.Command(\"a\", { create: \"echo\" });\n"),
        ["09/c09"] = Program(OneCommand + "throw new pulumi.RunError(\"a plain message\");\n"),
        ["09/c10"] = Program(OneCommand + """
            pulumi.log.debug("a debug line");
            pulumi.log.info("an info");
            pulumi.log.warn("a warning");
            pulumi.log.error("an error");
            console.log("to stdout");
            console.error("to stderr");

            """),
        ["09/d01"] = new() { Before = () => Done(RestoreProgram) },
        ["09/e22"] = new() { Directory = "/EMPTY" },
        ["09/e24"] = new()
        {
            Before = () => Done(() => Directory.Delete(Box["PULUMI_HOME/workspaces"], recursive: true)),
            After = () => PulumiAsync("stack select dev"),
        },
        ["09/e33"] = Swapped(StackFile, "config:\n  vectors:root: /NODE\n bad: [\n"),
        ["09/f02"] = new()
        {
            Before = async () =>
            {
                await PulumiAsync("config set sshPort 22799");
                await PulumiAsync("config set generation 99");
            },
            After = async () =>
            {
                await PulumiAsync("config set sshPort 22722");
                await PulumiAsync("config rm generation");
                await PulumiAsync("up --yes --skip-preview");
            },
        },
        ["09/f03"] = new()
        {
            Before = () => Done(() =>
            {
                _state = Box.Read(StateFile);
                Box.Write(StateFile, _state[..(_state.Length / 2)]);
            }),
            After = () => Done(() => Box.Write(StateFile, _state)),
        },
        ["09/f05"] = new()
        {
            Before = () => Done(() => Box.Write(StateFile, JsonNode.Parse(Box.Read(StateFile))!.ToJsonString(new() { WriteIndented = true }))),
        },
        ["09/g01"] = new()
        {
            Before = async () =>
            {
                await PulumiAsync("config set slow true");
                HoldSleepers();
            },
            During = run => AsleepAsync(run, "slow creating"),
            RunsUntil = "09/g10",
            End = Wake,
        },
        ["09/g06"] = new() { Stdin = () => Box.Read("PULUMI_HOME/export.json") },
        ["12/01"] = new()
        {
            Before = async () =>
            {
                foreach (var key in new[] { "slow", "zz", "dbPassword" })
                    await PulumiAsync($"config rm {key}");
                await UsePackagesAsync(await NodeModules.OlderAsync());
            },
        },
    };

    private protected override async Task PrepareAsync()
    {
        await ConfigureAsync();
        await PulumiAsync("up --yes --skip-preview");
        TakeStateFor(("02-install", "01-up-first"), ("09-errors", "g01-up-holding-the-lock"));
    }

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private StepPlan Import(string name, Func<JsonNode, JsonNode> edit) => new()
    {
        Before = () => Done(() =>
            Box.Write($"PULUMI_HOME/{name}.json", edit(JsonNode.Parse(Box.Read("PULUMI_HOME/export.json"))!).ToJsonString())),
    };

    private static JsonNode Edit(JsonNode state, Action<JsonArray> edit)
    {
        edit(state["deployment"]!["resources"]!.AsArray());
        return state;
    }

    private static JsonNode TlsProvider(JsonArray resources) =>
        resources.Single(resource => ((string)resource!["urn"]!).EndsWith("::default_5_3_0", StringComparison.Ordinal))!;

    private StepPlan Program(string text) => new() { Before = () => Done(() => Box.Write("PROGRAM/index.js", text)) };

    /// <summary>With another text in a file for one step.</summary>
    private StepPlan Swapped(string file, string text)
    {
        var before = "";
        return new()
        {
            Before = () => Done(() =>
            {
                before = Box.Read(file);
                Box.Write(file, text);
            }),
            After = () => Done(() => Box.Write(file, before)),
        };
    }
}
