using System.CommandLine;
using Pulumi.Engine.Configuration;

namespace Pulumi.Engine.Commands.Configs;

/// <summary><c>pulumi config get</c>: prints one value, decrypted.</summary>
internal static class ConfigGetCommand
{
    public static Command Create(ConfigTarget target)
    {
        var key = new Argument<string>("key") { Description = "The configuration key" };
        var path = Options.Flag("The key contains a path to a property in a map or list to get", "--path");
        var json = Options.Flag("Emit output as JSON", "--json", "-j");
        var command = new Command("get", "Get a single configuration value") { key, path, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var (session, stack, configuration) = await target.OpenAsync(parsed, cancel);
            var segments = ConfigPathArgument.Parse(parsed.GetValue(key)!, parsed.GetValue(path), session.Project.Name);
            var value = Find(configuration, session.Project, segments)
                ?? throw new CommandException($"configuration key '{parsed.GetValue(key)}' not found for stack '{stack.Name}'");
            Func<string, string> reveal = value.IsSecret ? session.Secrets.Open(configuration.Salt).Decrypt : text => text;
            await session.Terminal.Output.WriteLineAsync(parsed.GetValue(json)
                ? ConfigCommand.Describe(value, reveal, showSecrets: true).ToJsonString(ConfigCommand.Json)
                : value.ToText(reveal));
        });
        return command;
    }

    private static ConfigValue? Find(StackConfiguration configuration, ProjectFile project, IReadOnlyList<PathSegment> segments) =>
        configuration.WithDefaults(project.Defaults).TryGetValue(segments[0].Name!, out var top) ? top.At(segments.Skip(1)) : null;
}
