using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Commands.Configs;
using Pulumi.Engine.Display;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary><c>pulumi stack history</c>: the finished updates of a stack, the newest first.</summary>
internal static class StackHistoryCommand
{
    private const int DefaultPageSize = 10;

    public static Command Create(StackTarget target)
    {
        var json = Options.Flag("Emit output as JSON", "--json", "-j");
        var showSecrets = Options.Flag("Show secret values when listing config instead of displaying blinded values", "--show-secrets");
        var fullDates = Options.Flag("Show full dates, instead of relative dates", "--full-dates");
        var pageSize = new Option<int>("--page-size") { Description = "Used with 'page' to control number of results returned", DefaultValueFactory = _ => DefaultPageSize };
        var page = new Option<int>("--page") { Description = "Used with 'page-size' to paginate results", DefaultValueFactory = _ => 1 };
        var command = new Command("history", "Display history for a stack") { json, showSecrets, fullDates, pageSize, page };
        command.Aliases.Add("hist");
        command.SetAction(async (parsed, cancel) =>
        {
            var (session, backend, stack) = await target.OpenAsync(parsed, cancel);
            var (number, size) = (Math.Max(1, parsed.GetValue(page)), parsed.GetValue(pageSize));
            var take = size > 0 ? size : int.MaxValue;
            var records = await backend.OpenHistory(stack).ReadAsync(size > 0 ? (number - 1) * size : 0, take, cancel);
            Func<string, string>? reveal = parsed.GetValue(showSecrets) ? Reveal(session, stack) : null;
            await session.Terminal.Output.WriteAsync(
                parsed.GetValue(json) ? AsJson(records, reveal)
                : records.Count > 0 ? AsText(records, session.Clock, parsed.GetValue(fullDates), session.Terminal.Style)
                : number > 1 ? $"No stack updates found on page '{number}'\n"
                : "Stack has never been updated\n");
        });
        return command;
    }

    private static Func<string, string> Reveal(Session session, StackReference stack) =>
        session.Secrets.Open(session.Configuration(stack, null).Salt).Decrypt;

    private static string AsJson(IEnumerable<JsonObject> records, Func<string, string>? reveal) =>
        new JsonArray([.. records.Select(record => HistoryRecord.ToJson(record, reveal))]).ToJsonString(ConfigCommand.Json) + "\n";

    private static string AsText(IEnumerable<JsonObject> records, TimeProvider clock, bool fullDates, Style style)
    {
        var text = new StringBuilder();
        foreach (var record in records)
            HistoryRecord.WriteText(text, record, clock.GetUtcNow(), fullDates, style);
        return text.ToString();
    }
}
