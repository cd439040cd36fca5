using System.Text.RegularExpressions;
using Pulumi.Engine.Vectors.Tests.Comparison;
using Pulumi.Engine.Vectors.Tests.Recordings;
using Pulumi.Engine.Vectors.Tests.Sandbox;

namespace Pulumi.Engine.Vectors.Tests.Lives;

/// <summary>
/// One stack from its beginning to its end, through the scenarios that were recorded of it. A scenario needs those before it, so they
/// are replayed once, in order, as far as a test asks.
/// </summary>
public abstract partial class Life : IAsyncLifetime
{
    private readonly Dictionary<string, ScenarioResult> _results = [];
    private readonly FileListing _files = new();
    private StateComparison? _states;
    private string? _state;
    private string? _unfollowed;
    private (RecordedStep Step, StepPlan Plan, SandboxCommand Run)? _beside;

    private protected Life() => Secrets = new();

    /// <summary>Recorded folders, in the order of the life.</summary>
    private protected abstract IReadOnlyList<string> Scenarios { get; }

    private protected virtual string Project => "vectors";

    private protected virtual string ProgramFile => "index.js";

    private protected virtual string AcceptEnv => "LANG LC_* SECRET";

    /// <summary>By short name: <c>05/06</c>.</summary>
    private protected virtual IReadOnlyDictionary<string, StepPlan> Plans { get; } = new Dictionary<string, StepPlan>();

    private protected Sandbox.Sandbox Box { get; private set; } = null!;

    private protected StateSecrets Secrets { get; }

    private protected string StateFile => $"STATE/.pulumi/stacks/{Project}/dev.json";

    private protected static string StackFile => "PROGRAM/Pulumi.dev.yaml";

    /// <summary>The recorded private key that logs in at the node.</summary>
    private protected string SshKey { get; private set; } = "";

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (Box is not null)
            await Box.DisposeAsync();
    }

    /// <summary>Replays a scenario, after those before it, and compares its steps.</summary>
    internal async Task<ScenarioResult> ReplayAsync(string scenario)
    {
        RecordingFolder.Require();
        if (Box is null)
            await BeginAsync();
        foreach (var next in Scenarios)
        {
            if (!_results.TryGetValue(next, out var result))
            {
                _results[next] = result = new(next);
                await StepsAsync(next, result);
            }
            if (next == scenario)
                return result;
        }
        throw new ArgumentException($"{scenario} is no scenario of this life", nameof(scenario));
    }

    private protected virtual async Task StepsAsync(string scenario, ScenarioResult result)
    {
        foreach (var step in RecordedStep.Of(scenario))
            await ReplayAsync(step, result);
    }

    /// <summary>What had been done before the first recorded step.</summary>
    private protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Takes our state for what the recorded one of another life was, because the beginning of this one is not recorded.</summary>
    /// <param name="later">A step of this life, which tells the ids of its providers.</param>
    private protected void TakeStateFor((string Scenario, string Step) begin, (string Scenario, string Step) later)
    {
        var state = Find(begin).State!;
        foreach (Match provider in Provider().Matches(Find(later).StateChanges!))
        {
            var other = Provider().Matches(state).First(p => p.Groups[1].Value == provider.Groups[1].Value).Groups[2].Value;
            state = state.Replace(other, provider.Groups[2].Value, StringComparison.Ordinal);
        }
        _states!.Begin(state, Box.Read(StateFile));

        static RecordedStep Find((string Scenario, string Step) name) => RecordedStep.Of(name.Scenario).Single(step => step.Name == name.Step);
    }

    private protected Task PulumiAsync(string arguments) => Box.OutputAsync("pulumi " + arguments);

    /// <summary>The configuration with which all lives of the workshop's program begin.</summary>
    private protected async Task ConfigureAsync()
    {
        await PulumiAsync("stack init dev");
        await PulumiAsync("config set root /NODE");
        await PulumiAsync("config set sshPort 22722");
        await PulumiAsync("config set --secret adminPassword s3cret-value");
        await PulumiAsync("config set --secret sshKey </WORK/client");
    }

    /// <summary>The recorded program.</summary>
    private protected void RestoreProgram() =>
        Box.Write("PROGRAM/index.js", File.ReadAllText(Path.Join(RecordingFolder.Require(), "program", ProgramFile)));

    private protected async Task UsePackagesAsync(string nodeModules) => await Box.OutputAsync(
        $"mkdir -p /PROGRAM/node_modules && mount --bind {nodeModules} /PROGRAM/node_modules");

    /// <summary>Lets the recorded sleepers wake at once, or wait until they are woken.</summary>
    private protected void Wake() => Box.Write("WORK/wake", "");

    private protected void HoldSleepers()
    {
        File.Delete(Box["WORK/wake"]);
        File.Delete(Box["WORK/asleep"]);
    }

    /// <summary>Waits until the slow command sleeps, and for the beats that were recorded while it did.</summary>
    private protected async Task AsleepAsync(SandboxCommand run, string row)
    {
        await run.WaitAsync("asleep", _ => File.Exists(Box["WORK/asleep"]));
        await run.WaitAsync($"'{row}' and two beats", output => output.IndexOf(row, StringComparison.Ordinal) is >= 0 and var at
            && output.IndexOf("@ updating.....", at, StringComparison.Ordinal) >= 0);
    }

    private async Task BeginAsync()
    {
        var program = Path.Join(RecordingFolder.Require(), "program");
        Box = await Sandbox.Sandbox.StartAsync();
        _states = new(Secrets);
        await UsePackagesAsync(await NodeModules.CurrentAsync());
        RestoreProgram();
        Box.Write("PROGRAM/package.json", File.ReadAllText(Path.Join(program, "package.json")));
        Box.Write("PROGRAM/Pulumi.yaml", File.ReadAllText(Path.Join(program, "Pulumi.yaml")).Replace("name: vectors", $"name: {Project}", StringComparison.Ordinal));
        SshKey = RecordedKey();
        await SshDaemon.StartAsync(Box, SshKey, AcceptEnv);
        Wake();
        await PrepareAsync();
    }

    private async Task ReplayAsync(RecordedStep step, ScenarioResult result)
    {
        if (_beside is { } beside && beside.Plan.RunsUntil == step.Id)
            await EndBesideAsync(beside, result);
        var plan = Plans.GetValueOrDefault(step.Id) ?? new();
        if (plan.Before is not null)
            await plan.Before();
        FollowState(step);
        // Each recorded scenario lists what changed since its beginning.
        if (result.IsEmpty)
            _files.Begin(Box["STATE"]);
        var run = Box.Start(
            step.Command, step.HasCallLog ? SandboxEnvironment.LoggingVariables : SandboxEnvironment.Variables, plan.Directory, plan.Stdin?.Invoke());
        result.Add(step.Id);
        try
        {
            if (plan.During is not null)
                await plan.During(run);
        }
        catch (TimeoutException e)
        {
            result.Add(step.Id, "run", e.Message);
        }
        if (plan.RunsUntil is not null)
        {
            _beside = (step, plan, run);
            return;
        }
        await CompareAsync(step, run, result);
        if (plan.After is not null)
            await plan.After();
    }

    private async Task EndBesideAsync((RecordedStep Step, StepPlan Plan, SandboxCommand Run) beside, ScenarioResult result)
    {
        _beside = null;
        beside.Plan.End?.Invoke();
        await CompareAsync(beside.Step, beside.Run, result);
    }

    private async Task CompareAsync(RecordedStep step, SandboxCommand run, ScenarioResult result)
    {
        using (run)
        {
            var ours = await run.EndAsync();
            result.Add(step.Id, "exit", ours.ExitCode == step.ExitCode ? null : $"recorded {step.ExitCode}, ours {ours.ExitCode}");
            result.Add(step.Id, "stdout", step.HasJson
                ? JsonOutput.Difference(step.Stdout, ours.Stdout)
                : LineDifference.Of(PlainText.Comparable(step.Stdout), PlainText.Comparable(LeftOut.Like(step.Stdout, ours.Stdout))));
            result.Add(step.Id, "stderr", LineDifference.Of(PlainText.Comparable(step.Stderr), PlainText.Comparable(ours.Stderr)));
        }
        _state = ReadState();
        result.Add(step.Id, "state", _states!.Step(step.Id, step.State, step.StateChanges, _state));
        // A step without a listing was not looked at: what it changed is in the next one.
        if (_beside is null && step.Files is { } files)
            result.Add(step.Id, "files", _files.Step(files, Box["STATE"], Project));
        if (step.StackFile is { } recorded)
            result.Add(step.Id, "config", LineDifference.Of(Texts.Normalize(recorded), Texts.Normalize(Box.Read(StackFile))));
    }

    /// <summary>Follows what was done to the state between two steps; later, where it was damaged meanwhile.</summary>
    private void FollowState(RecordedStep step)
    {
        var from = _unfollowed ?? _state;
        if (from is not null && ReadState() is { } state && state != from)
            _unfollowed = _states!.Adopt(step.Id, from, state) ? null : from;
    }

    private string? ReadState() => File.Exists(Box[StateFile]) ? Box.Read(StateFile) : null;

    private string RecordedKey()
    {
        var file = RecordedStep.Of("01-init-config-preview").Last(step => step.StackFile is not null).StackFile!;
        var salt = Salt().Match(file).Groups[1].Value;
        return Secrets.Decrypt(Key().Match(file).Groups[1].Value, salt) + "\n";
    }

    [GeneratedRegex(@"""provider"": ""(urn:[^""]+)::([0-9a-f-]{36})""")]
    private static partial Regex Provider();

    [GeneratedRegex(@"^encryptionsalt: (\S+)", RegexOptions.Multiline)]
    private static partial Regex Salt();

    [GeneratedRegex(@"vectors:sshKey:\s+secure: (\S+)")]
    private static partial Regex Key();
}
