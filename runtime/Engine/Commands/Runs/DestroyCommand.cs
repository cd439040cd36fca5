using System.CommandLine;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Commands.Runs;

/// <summary><c>pulumi destroy</c>: deletes what the stack has.</summary>
internal static class DestroyCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var flags = new RunFlags(globals, DeploymentKind.Destroy);
        var command = new Command("destroy", "Destroy all existing resources in the stack");
        command.Aliases.Add("down");
        foreach (var option in flags.Common.Concat(
            [
                flags.Refresh, flags.Exclude, flags.ExcludeDependents, flags.ExcludeProtected, flags.Yes, flags.Json, flags.SkipPreview,
                flags.PreviewOnly, flags.ContinueOnError, flags.Remove,
            ]))
        {
            command.Options.Add(option);
        }
        flags.Exclude.Aliases.Add("-x");
        command.SetAction((parsed, cancel) =>
        {
            var session = globals.OpenSession(parsed);
            return new StackRun(session, flags.Read(parsed, session)).ApplyAsync(cancel);
        });
        return command;
    }
}
