using System.CommandLine;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Commands.Runs;

/// <summary><c>pulumi up</c>: makes what the program describes.</summary>
internal static class UpCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var flags = new RunFlags(globals, DeploymentKind.Update);
        var command = new Command("up", "Create or update the resources in a stack");
        command.Aliases.Add("update");
        foreach (var option in flags.Common.Concat(
            [
                flags.Refresh, flags.ShowSecrets, flags.ExpectNoChanges, flags.Replace, flags.TargetReplace, flags.Exclude,
                flags.ExcludeDependents, flags.Yes, flags.Json, flags.SkipPreview, flags.ContinueOnError,
            ]))
        {
            command.Options.Add(option);
        }
        command.SetAction((parsed, cancel) =>
        {
            var session = globals.OpenSession(parsed);
            return new StackRun(session, flags.Read(parsed, session)).ApplyAsync(cancel);
        });
        return command;
    }
}
