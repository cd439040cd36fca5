using System.CommandLine;

namespace Pulumi.Engine.Commands.Configs;

/// <summary><c>pulumi config rm</c>: removes one value; one that is not there is no error.</summary>
internal static class ConfigRemoveCommand
{
    public static Command Create(ConfigTarget target)
    {
        var key = new Argument<string>("key") { Description = "The configuration key" };
        var path = Options.Flag("The key contains a path to a property in a map or list to remove", "--path");
        var command = new Command("rm", "Remove configuration value") { key, path };
        command.Aliases.Add("remove");
        command.SetAction(async (parsed, cancel) =>
        {
            var (session, _, configuration) = await target.OpenAsync(parsed, cancel);
            configuration.Remove(ConfigPathArgument.Parse(parsed.GetValue(key)!, parsed.GetValue(path), session.Project.Name));
            await configuration.SaveAsync(cancel);
        });
        return command;
    }
}
