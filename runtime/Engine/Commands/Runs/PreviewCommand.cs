using System.CommandLine;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Commands.Runs;

/// <summary><c>pulumi preview</c>: what an update would do.</summary>
internal static class PreviewCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var flags = new RunFlags(globals, DeploymentKind.Update);
        var command = new Command("preview", "Show a preview of updates to a stack's resources");
        command.Aliases.Add("pre");
        foreach (var option in flags.Common.Concat(
            [flags.Json, flags.Refresh, flags.ShowSecrets, flags.ExpectNoChanges, flags.Replace, flags.TargetReplace, flags.Exclude, flags.ExcludeDependents]))
        {
            command.Options.Add(option);
        }
        flags.Exclude.Aliases.Add("-x");
        command.SetAction((parsed, cancel) =>
        {
            var session = globals.OpenSession(parsed);
            return new StackRun(session, flags.Read(parsed, session)).PreviewAsync(cancel);
        });
        return command;
    }
}
