using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.Engine.Backend;

namespace Pulumi.Engine.Tests.Commands.Stacks;

/// <summary><c>stack history</c>: what was done, the newest first, and no secret in it.</summary>
public sealed class HistoryOfAStack : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 22, 0, 0, TimeSpan.Zero);
    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Text_HasABlockPerUpdate()
    {
        await AddAsync(("first", true), ("second", false));

        var text = (await _project.RunAsync("stack history -s dev --full-dates", passphrase: null)).StandardOutput;

        Assert.Equal(
            """
            Version: 0
            UpdateKind: update
            Status: failed
            Message: second
            +1-0~2 3 Updated 2026-11-24 22:00:00 +0000 UTC took 1m5s
                exec.kind: cli

            Version: 0
            UpdateKind: update
            Status: succeeded
            Message: first
            +1-0~2 3 Updated 2026-11-24 22:00:00 +0000 UTC took 1m5s
                exec.kind: cli


            """,
            text);
    }

    [Fact]
    public async Task Json_LeavesSecretsOut_AndPagesAreCut()
    {
        await AddAsync(("first", true), ("second", true), ("third", true));

        var json = (await _project.RunAsync("stack history --json --page-size 2 --page 2", passphrase: null, stack: "dev")).StandardOutput;

        var record = Assert.Single(JsonNode.Parse(json)!.AsArray())!;
        Assert.Equal("first", (string?)record["message"]);
        Assert.Equal("2026-11-24T22:00:00.000Z", (string?)record["startTime"]);
        Assert.Equal("2026-11-24T22:01:05.000Z", (string?)record["endTime"]);
        Assert.Equal("""{"value":"1","secret":false}""", record["config"]!["vectors:plain"]!.ToJsonString());
        Assert.Equal("""{"value":"{\u0022a\u0022:[1]}","objectValue":{"a":[1]},"secret":false}""", record["config"]!["vectors:object"]!.ToJsonString());
        Assert.Equal("""{"secret":true}""", record["config"]!["vectors:password"]!.ToJsonString());
        Assert.Equal("""{"create":1,"same":3,"update":2}""", record["resourceChanges"]!.ToJsonString());
    }

    [Fact]
    public async Task Record_TellsHowARunWasStarted_ButNoValue()
    {
        const string flag = "pulumi.flag.";
        await _project.CreateStackAsync();
        var run = await _project.RunAsync("destroy --yes --skip-preview --refresh --stack dev --message why");
        Assert.Equal(0, run.ExitCode);

        var json = (await _project.RunAsync("stack history --json", passphrase: null, stack: "dev")).StandardOutput;

        var environment = Assert.Single(JsonNode.Parse(json)!.AsArray())!["environment"]!.AsObject();
        Assert.Equal(("set", "set"), ((string?)environment["pulumi.env.PULUMI_CONFIG_PASSPHRASE"], (string?)environment["pulumi.env.PULUMI_HOME"]));
        Assert.Equal(
            [("message", "set"), ("refresh", "set"), ("skip-preview", "true"), ("stack", "set"), ("yes", "true")],
            environment.Where(e => e.Key.StartsWith(flag, StringComparison.Ordinal)).Select(e => (e.Key[flag.Length..], (string)e.Value!)));
    }

    [Fact]
    public async Task NoUpdateYet_IsSaid()
    {
        await _project.CreateStackAsync();
        await _project.ExpectAsync("stack history -s dev", 0, "Stack has never been updated\n");
    }

    private async Task AddAsync(params (string Message, bool Succeeded)[] updates)
    {
        var backend = await _project.CreateStackAsync();
        foreach (var (message, succeeded) in updates)
        {
            var record = new UpdateRecord(
                "update", Start, Start.AddSeconds(65), message,
                ImmutableSortedDictionary<string, string>.Empty.Add("exec.kind", "cli"),
                new() { ["vectors:plain"] = "1", ["vectors:object"] = JsonNode.Parse("""{"a":[1]}"""), ["vectors:password"] = JsonNode.Parse("""{"secure":"v1:x:y"}""") },
                succeeded,
                ImmutableSortedDictionary<string, int>.Empty.Add("create", 1).Add("same", 3).Add("update", 2));
            await backend.OpenHistory(TemporaryProject.Dev).AddAsync(record, "{}"u8.ToArray(), TimeProvider.System, CancellationToken.None);
        }
    }
}
