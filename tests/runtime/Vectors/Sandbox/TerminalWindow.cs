using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pulumi.Engine.Vectors.Tests.Sandbox;

/// <summary>A shell at a terminal of the recorded size, in a <see cref="Sandbox"/>: keys go in, the screen comes out.</summary>
internal sealed partial class TerminalWindow
{
    /// <summary>Far more than any command takes: a hang becomes a failure.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Sandbox _box;
    private readonly string _name;

    private TerminalWindow(Sandbox box, string name) => (_box, _name) = (box, name);

    /// <summary>Opens a new one, and types a command line.</summary>
    public static async Task<TerminalWindow> TypeAsync(Sandbox box, string command)
    {
        var window = new TerminalWindow(box, $"w{Guid.NewGuid():N}");
        await window.TmuxAsync($"-f /dev/null new-session -d -s {window._name} -x 120 -y 45 \"env -u CI PS1='$ ' LANG=C.UTF-8 bash --norc --noprofile\"");
        await window.AtPromptAsync();
        await window.TmuxAsync($"send-keys -t {window._name} -l '{command}'");
        await window.ShowsAsync(new(Regex.Escape(command)));
        await window.PressAsync("Enter");
        return window;
    }

    /// <param name="key">As tmux names it.</param>
    public Task PressAsync(string key) => TmuxAsync($"send-keys -t {_name} {key}");

    /// <summary>All that the command has left on it, also what has scrolled out; without colours.</summary>
    public Task<string> ScreenAsync() => TmuxAsync($"capture-pane -t {_name} -p -S -");

    /// <summary>Waits until the command has ended.</summary>
    public Task<string> AtPromptAsync() => ShowsAsync(Prompt());

    /// <returns>The screen that shows it.</returns>
    /// <exception cref="TimeoutException">It does not come.</exception>
    public async Task<string> ShowsAsync(Regex pattern)
    {
        var screen = "";
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Limit; await Task.Delay(100))
        {
            screen = await ScreenAsync();
            if (pattern.IsMatch(screen))
                return screen;
        }
        throw new TimeoutException($"the screen does not come to show '{pattern}': {screen}");
    }

    private Task<string> TmuxAsync(string arguments) => _box.OutputAsync("tmux -S /WORK/tmux " + arguments);

    /// <summary>As the last line.</summary>
    [GeneratedRegex(@"(^|\n)\$ *\n*$")]
    private static partial Regex Prompt();
}
