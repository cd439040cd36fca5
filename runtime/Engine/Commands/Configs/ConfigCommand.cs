using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Configuration;

namespace Pulumi.Engine.Commands.Configs;

/// <summary><c>pulumi config</c>: lists the values of a stack.</summary>
internal static class ConfigCommand
{
    public static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(GlobalOptions globals)
    {
        var target = new ConfigTarget(globals);
        var showSecrets = Options.Flag("Show secret values when listing config instead of displaying blinded values", "--show-secrets");
        var json = Options.Flag("Emit output as JSON", "--json", "-j");
        var command = new Command("config", "Manage configuration")
        {
            target.Stack,
            target.File,
            showSecrets,
            json,
            ConfigGetCommand.Create(target),
            ConfigSetCommand.Create(target),
            ConfigRemoveCommand.Create(target),
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var (session, stack, configuration) = await target.OpenAsync(parsed, cancel);
            var shown = parsed.GetValue(showSecrets);
            Func<string, string> reveal = shown && configuration.Values.Values.Any(v => v.IsSecret)
                ? session.Secrets.Open(configuration.Salt).Decrypt
                : Mask;
            await session.Terminal.Output.WriteAsync(
                parsed.GetValue(json) ? AsJson(configuration, reveal, shown) : AsTable(configuration, reveal, session.Project.Name));
        });
        return command;
    }

    public static JsonObject Describe(ConfigValue value, Func<string, string> reveal, bool showSecrets)
    {
        var entry = new JsonObject();
        if (!value.IsSecret || showSecrets)
        {
            entry["value"] = value.ToText(reveal);
            if (value.IsObject)
                entry["objectValue"] = value.ToJson(reveal);
        }
        entry["secret"] = value.IsSecret;
        return entry;
    }

    private static string Mask(string ciphertext) => MaskedSecrets.Mask;

    private static string AsTable(StackConfiguration configuration, Func<string, string> reveal, string project) =>
        TextTable.Render(configuration.Values
            .Select(v => new[] { Display(v.Key, project), v.Value.ToText(reveal) })
            .Prepend(["KEY", "VALUE"]));

    private static string Display(string key, string project) => ConfigKey.Parse(key, project).Display(project);

    private static string AsJson(StackConfiguration configuration, Func<string, string> reveal, bool showSecrets) =>
        new JsonObject(configuration.Values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)Describe(v.Value, reveal, showSecrets))))
            .ToJsonString(Json) + "\n";
}

/// <summary>Which stack's configuration a <c>config</c> command is about.</summary>
internal sealed class ConfigTarget(GlobalOptions globals)
{
    public Option<string> Stack { get; } = Recursive(Options.Stack());

    public Option<string> File { get; } = Recursive(Options.Text("Use the configuration values in the specified file rather than detecting the file name", "--config-file"));

    public async Task<(Session, StackReference, StackConfiguration)> OpenAsync(ParseResult parsed, CancellationToken cancel)
    {
        var session = globals.OpenSession(parsed);
        var stack = await session.StackAsync(parsed.GetValue(Stack), cancel);
        return (session, stack, session.Configuration(stack, parsed.GetValue(File)));
    }

    private static Option<string> Recursive(Option<string> option)
    {
        option.Recursive = true;
        return option;
    }
}
