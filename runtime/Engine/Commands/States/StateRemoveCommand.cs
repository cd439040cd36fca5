using System.CommandLine;

namespace Pulumi.Engine.Commands.States;

/// <summary><c>pulumi state delete</c>: resources leave the state; what they stand for stays.</summary>
internal static class StateRemoveCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var edit = new StateEdit(globals);
        var all = Options.Flag("Delete all resources in the stack", "--all");
        var force = Options.Flag("Force deletion of protected resources", "--force");
        var dependents = Options.Flag("Delete the URN and all its dependents", "--target-dependents");
        var command = new Command("remove", "Deletes one or more resources from a stack's state") { edit.Urns, edit.Stack, edit.Yes, all, force, dependents };
        command.Aliases.Add("rm");
        command.Aliases.Add("delete");
        command.SetAction(async (parsed, cancel) =>
        {
            var urns = parsed.GetValue(edit.Urns)!;
            var isAll = parsed.GetValue(all);
            if (isAll && urns.Length > 0)
                throw new CommandException("cannot specify a resource URN when deleting all resources");
            if (!isAll && urns.Length == 0)
                throw new CommandException("Must supply <resource URN> unless pulumi is run interactively; `pulumi stack --show-urns` lists them");
            var count = 0;
            var terminal = await edit.RunAsync(
                parsed,
                (snapshot, terminal) =>
                {
                    var removal = new ResourceRemoval(snapshot, parsed.GetValue(force) ? terminal.WriteWarning : null, parsed.GetValue(dependents));
                    var targets = isAll ? snapshot.Resources : ResourceLookup.Find(snapshot, urns);
                    count = targets.Distinct().Count();
                    return removal.Without(targets);
                },
                cancel);
            await terminal.Output.WriteLineAsync(isAll ? "Resources deleted" : count == 1 ? "Resource deleted" : $"{count} resources deleted");
        });
        return command;
    }
}
