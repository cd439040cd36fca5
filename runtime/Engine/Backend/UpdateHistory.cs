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
    private const string RecordSuffix = ".history.json";
    private const string CheckpointSuffix = ".checkpoint.json";

    public async Task AddAsync(UpdateRecord record, byte[] state, TimeProvider clock, CancellationToken cancel)
    {
        var name = StackPaths.History(stack, StateTime.UnixNanoseconds(clock.GetUtcNow()));
        await files.WriteAsync(name + RecordSuffix, ToJson(record), cancel);
        await files.WriteAsync(name + CheckpointSuffix, state, cancel);
        await files.WriteAsync(StackPaths.Backup(stack, StateTime.UnixNanoseconds(clock.GetUtcNow())), state, cancel);
    }

    /// <summary>The records, the newest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> ReadAsync(int skip, int take, CancellationToken cancel)
    {
        var records = new List<JsonObject>();
        foreach (var name in files.List(StackPaths.HistoryFolder(stack), RecordSuffix).Reverse().Skip(skip).Take(take))
        {
            var path = files.PathOf($"{StackPaths.HistoryFolder(stack)}/{name}{RecordSuffix}");
            records.Add(JsonNode.Parse(await File.ReadAllBytesAsync(path, cancel)) as JsonObject
                ?? throw new BackendException($"reading history file {path}: it is not an object"));
        }
        return records;
    }

    /// <summary>Copies what is there to a stack of another name.</summary>
    public async Task RenameAsync(StackReference to, CancellationToken cancel)
    {
        foreach (var suffix in new[] { RecordSuffix, CheckpointSuffix })
        {
            foreach (var name in files.List(StackPaths.HistoryFolder(stack), suffix).Where(n => n.StartsWith(stack.Name + "-", StringComparison.Ordinal)))
            {
                var content = await File.ReadAllBytesAsync(files.PathOf($"{StackPaths.HistoryFolder(stack)}/{name}{suffix}"), cancel);
                await files.WriteAsync($"{StackPaths.HistoryFolder(to)}/{to.Name}{name[stack.Name.Length..]}{suffix}", content, cancel);
            }
        }
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
