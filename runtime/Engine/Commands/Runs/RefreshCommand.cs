using System.CommandLine;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Commands.Runs;

/// <summary><c>pulumi refresh</c>: brings the state up to what is really there.</summary>
internal static class RefreshCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var flags = new RunFlags(globals, DeploymentKind.Refresh);
        var command = new Command("refresh", "Refresh the resources in a stack");
        foreach (var option in flags.Common.Concat(
            [flags.ExpectNoChanges, flags.Exclude, flags.ExcludeDependents, flags.Yes, flags.Json, flags.SkipPreview, flags.PreviewOnly, flags.ClearPendingCreates]))
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
