using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.Engine.Backend.State;

namespace Pulumi.Engine.Backend;

/// <summary>One finished update, in the words of the official history record.</summary>
/// <param name="Kind"><c>update</c>, <c>refresh</c> or <c>destroy</c>.</param>
/// <param name="Config">As in Pulumi.&lt;stack&gt;.yaml: secrets stay encrypted.</param>
/// <param name="Changes">Resources per operation name.</param>
internal sealed record UpdateRecord(
    string Kind,
    DateTimeOffset Start,
    DateTimeOffset End,
    string Message,
    ImmutableSortedDictionary<string, string> Environment,
    JsonObject Config,
    bool Succeeded,
    ImmutableSortedDictionary<string, int> Changes);

/// <summary>A record and a copy of the state for each finished update, and a backup of the state.</summary>
internal sealed class UpdateHistory(StateFolder files, StackReference stack)
{
    public async Task AddAsync(UpdateRecord record, byte[] state, TimeProvider clock, CancellationToken cancel)
    {
        var name = StackPaths.History(stack, StateTime.UnixNanoseconds(clock.GetUtcNow()));
        await files.WriteAsync($"{name}.history.json", ToJson(record), cancel);
        await files.WriteAsync($"{name}.checkpoint.json", state, cancel);
        await files.WriteAsync(StackPaths.Backup(stack, StateTime.UnixNanoseconds(clock.GetUtcNow())), state, cancel);
    }

    private static byte[] ToJson(UpdateRecord record)
    {
        var json = new JsonObject
        {
            ["kind"] = record.Kind,
            ["startTime"] = record.Start.ToUnixTimeSeconds(),
            ["message"] = record.Message,
            ["environment"] = new JsonObject(record.Environment.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value))),
            ["config"] = record.Config.DeepClone(),
            ["version"] = 0,
            ["result"] = record.Succeeded ? "succeeded" : "failed",
            ["endTime"] = record.End.ToUnixTimeSeconds(),
        };
        if (!record.Changes.IsEmpty)
            json["resourceChanges"] = new JsonObject(record.Changes.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value)));
        return JsonSerializer.SerializeToUtf8Bytes(json, JsonTexts.Compact);
    }
}
