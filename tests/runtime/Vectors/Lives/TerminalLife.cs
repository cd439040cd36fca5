using Pulumi.Engine.Vectors.Tests.Comparison;
using Pulumi.Engine.Vectors.Tests.Recordings;
using Pulumi.Engine.Vectors.Tests.Sandbox;

namespace Pulumi.Engine.Vectors.Tests.Lives;

/// <summary>A stack as a person at a terminal works with it. Compared is what the screen shows when it changes no more.</summary>
public sealed class TerminalLife : Life
{
    private const string Question = "(?s)Do you want to perform this .*details *\n*$";

    private TerminalWindow? _window;

    private protected override IReadOnlyList<string> Scenarios => ["14-terminal"];

    private protected override string ProgramFile => "terminal.js";

    private protected override Task PrepareAsync() => PulumiAsync("stack init term");

    private protected override async Task StepsAsync(string scenario, ScenarioResult result)
    {
        async Task StepAsync(string step, Func<Task<string>> does)
        {
            var id = $"{scenario.Split('-')[0]}/{step.Split('-')[0]}";
            result.Add(id);
            var screen = await does();
            result.Add(id, "screen", LineDifference.Of(ScreenText.Comparable(RecordedScreen.Last(scenario, step)), ScreenText.Comparable(screen)));
        }

        await StepAsync("01-up-preview-and-prompt", () => TypeAsync("pulumi up", Question));
        await StepAsync("02-prompt-arrow-up", () => PressAsync("Up", "> yes"));
        await StepAsync("03-up-running", () => EndAsync("Enter"));

        await PulumiAsync("config set content two");
        await StepAsync("04-up-replace", () => RunAsync("pulumi up --yes"));

        await PulumiAsync("config set content three");
        await PulumiAsync("config set fail true");
        await StepAsync("05-up-fails", () => RunAsync("pulumi up --yes"));

        await PulumiAsync("config rm fail");
        await TypeAsync("pulumi up", Question);
        await PressAsync("Down", "> details");
        await StepAsync("06-details", () => PressAsync("Enter", "(?s)=> .*" + Question));
        await StepAsync("07-answer-no", () => EndAsync("Enter"));

        HoldSleepers();
        await TypeAsync("pulumi up --yes --skip-preview", "updating");
        await PressAsync("C-c", "received; cancelling");
        Wake();
        await StepAsync("08-interrupted", _window!.AtPromptAsync);

        // Officially the command was killed, and has still to be run.
        await PulumiAsync("config set content two");
        await PulumiAsync("up --yes --skip-preview --target '**node1-activate'");
        await PulumiAsync("config set content three");
        await StepAsync("09-preview-diff", () => RunAsync("pulumi preview --diff"));
        await StepAsync("10-destroy", () => RunAsync("pulumi destroy --yes"));
    }

    private async Task<string> RunAsync(string command)
    {
        _window = await TerminalWindow.TypeAsync(Box, command);
        return await _window.AtPromptAsync();
    }

    private async Task<string> TypeAsync(string command, string until)
    {
        _window = await TerminalWindow.TypeAsync(Box, command);
        return await _window.ShowsAsync(new(until));
    }

    private async Task<string> PressAsync(string key, string until)
    {
        await _window!.PressAsync(key);
        return await _window!.ShowsAsync(new(until));
    }

    private async Task<string> EndAsync(string key)
    {
        await _window!.PressAsync(key);
        return await _window!.AtPromptAsync();
    }
}
