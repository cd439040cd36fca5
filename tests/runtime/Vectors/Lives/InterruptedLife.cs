namespace Pulumi.Engine.Vectors.Tests.Lives;

/// <summary>A stack whose updates are killed and interrupted while a slow command runs.</summary>
public sealed class InterruptedLife : Life
{
    private protected override IReadOnlyList<string> Scenarios => ["06-interrupted"];

    private protected override IReadOnlyDictionary<string, StepPlan> Plans => new Dictionary<string, StepPlan>
    {
        ["06/01"] = Killed("slow creating", () => PulumiAsync("config set slow true")),
        ["06/13"] = Interrupted("INT", "^C received; cancelling", WithoutSlowAsync),
        ["06/15"] = Interrupted("TERM", "SIGTERM received; cancelling", WithoutSlowAsync),
        ["06/16"] = new()
        {
            Before = Held(async () =>
            {
                await PulumiAsync("up --yes --skip-preview");
                await WithoutSlowAsync();
            }),
            During = async run =>
            {
                await AsleepAsync(run, "slow creating");
                run.Signal("INT");
                await run.PrintedAsync("^C received; cancelling");
                run.Signal("INT");
                await run.PrintedAsync("^C received; terminating");
            },
            After = AwakeAsync,
        },
        ["06/18"] = new() { Before = () => PulumiAsync("config rm slow") },
        ["06/19"] = Killed("slow updating", async () =>
        {
            await PulumiAsync("refresh --yes --skip-preview --clear-pending-creates");
            await PulumiAsync("config set slow true");
            await PulumiAsync("config set slowSeconds 1");
            await PulumiAsync("config set slowDelete 'sleep 20.5'");
            await PulumiAsync("up --yes --skip-preview");
            await PulumiAsync("config set slowSeconds 20.5");
        }),
        ["06/20"] = new()
        {
            Before = async () =>
            {
                await PulumiAsync("cancel --yes");
                await PulumiAsync("config set slowSeconds 2");
            },
        },
        ["06/21"] = Killed("slow deleting", () => PulumiAsync("config rm slow")),
        ["06/22"] = new() { Before = () => PulumiAsync("cancel --yes") },
    };

    private protected override async Task PrepareAsync()
    {
        await ConfigureAsync();
        await PulumiAsync("up --yes --skip-preview");
    }

    /// <summary>An interrupted create wants nothing there.</summary>
    private async Task WithoutSlowAsync()
    {
        await PulumiAsync("config rm slow");
        await PulumiAsync("up --yes --skip-preview");
        await PulumiAsync("config set slow true");
    }

    private StepPlan Killed(string row, Func<Task> before) => new()
    {
        Before = Held(before),
        During = async run =>
        {
            await AsleepAsync(run, row);
            run.Signal("KILL");
        },
        After = AwakeAsync,
    };

    private StepPlan Interrupted(string signal, string notice, Func<Task> before) => new()
    {
        Before = Held(before),
        During = async run =>
        {
            await AsleepAsync(run, "slow creating");
            run.Signal(signal);
            await run.PrintedAsync(notice);
            Wake();
        },
    };

    private Func<Task> Held(Func<Task> before) => async () =>
    {
        await before();
        HoldSleepers();
    };

    private Task AwakeAsync()
    {
        Wake();
        return Task.CompletedTask;
    }
}
