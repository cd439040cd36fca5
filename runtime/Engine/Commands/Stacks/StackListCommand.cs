using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Commands.Configs;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary><c>pulumi stack ls</c>: the project's stacks.</summary>
internal static class StackListCommand
{
    private sealed record Line(string Name, bool IsCurrent, DateTimeOffset Updated, int Resources);

    public static Command Create(StackTarget target)
    {
        var json = Options.Flag("Emit output as JSON", "--json", "-j");
        var all = Options.Flag("List all stacks instead of just stacks for the current project", "--all", "-a");
        var project = Options.Text("Filter returned stacks to those with a specific project name", "--project", "-p");
        var command = new Command("list", "List stacks") { json, all, project };
        command.Aliases.Add("ls");
        command.SetAction(async (parsed, cancel) =>
        {
            var session = target.Globals.OpenSession(parsed);
            var lines = await ReadAsync(session, parsed.GetValue(project) is { Length: > 0 } named ? named : parsed.GetValue(all) ? null : session.Project.Name, cancel);
            await session.Terminal.Output.WriteAsync(parsed.GetValue(json) ? AsJson(lines) : AsTable(lines, session.Clock));
        });
        return command;
    }

    private static async Task<List<Line>> ReadAsync(Session session, string? project, CancellationToken cancel)
    {
        var backend = await session.BackendAsync(cancel);
        var selected = session.Workspace.Selected(backend.Url);
        var lines = new List<Line>();
        foreach (var stack in project is null ? backend.List() : backend.List(project))
        {
            var state = await backend.OpenState(stack).ReadAsync(_ => SealedSecrets.Instance, cancel);
            lines.Add(new(session.NameOf(stack), stack.FullName == selected, state.Time, state.Snapshot.Resources.Length));
        }
        return [.. lines.OrderBy(line => line.Name, StringComparer.Ordinal)];
    }

    private static string AsTable(List<Line> lines, TimeProvider clock) => TextTable.Render(lines
        .Select(l => new[]
        {
            l.Name + (l.IsCurrent ? "*" : ""),
            RelativeTime.Describe(clock.GetUtcNow() - l.Updated),
            l.Resources.ToString(CultureInfo.InvariantCulture),
        })
        .Prepend(["NAME", "LAST UPDATE", "RESOURCE COUNT"]));

    private static string AsJson(List<Line> lines) => new JsonArray([.. lines.Select(l => new JsonObject
    {
        ["name"] = l.Name,
        ["current"] = l.IsCurrent,
        ["lastUpdate"] = l.Updated.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["resourceCount"] = l.Resources,
    })]).ToJsonString(ConfigCommand.Json) + "\n";
}
