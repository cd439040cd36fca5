using System.Collections.Immutable;
using System.CommandLine;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Commands.States;

/// <summary><c>pulumi state unprotect</c>: resources may be deleted again. The program's own <c>protect</c> sets it anew.</summary>
internal static class StateUnprotectCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var edit = new StateEdit(globals);
        var all = Options.Flag("Unprotect all resources in the checkpoint", "--all");
        var command = new Command("unprotect", "Unprotect resources in a stack's state") { edit.Urns, edit.Stack, edit.Yes, all };
        command.SetAction(async (parsed, cancel) =>
        {
            var urns = parsed.GetValue(edit.Urns)!;
            var isAll = parsed.GetValue(all);
            if (!isAll && urns.Length == 0)
                throw new CommandException("Must supply <resource URN> unless pulumi is run interactively; `pulumi stack --show-urns` lists them");
            var terminal = await edit.RunAsync(parsed, (snapshot, _) => Unprotect(snapshot, isAll ? null : urns), cancel);
            await terminal.Output.WriteLineAsync(isAll ? "All resources unprotected" : $"{urns.Length} resources unprotected");
        });
        return command;
    }

    /// <param name="urns">Null means all.</param>
    private static Snapshot Unprotect(Snapshot snapshot, string[]? urns)
    {
        // An original that waits for its deletion was protected before its replacement was planned: no longer.
        var living = snapshot.Resources.Where(resource => !resource.Delete).ToImmutableArray();
        var missing = (urns ?? []).Where(urn => !living.Any(resource => resource.Urn == urn)).ToList();
        if (missing.Count > 0)
            throw new CommandException(string.Join('\n', missing.Select(urn => ResourceLookup.NotFound(living, urn).Message)));
        return snapshot with
        {
            Resources = [.. snapshot.Resources.Select(resource =>
                !resource.Delete && urns?.Contains(resource.Urn) != false ? resource with { Protect = false } : resource)],
        };
    }
}
