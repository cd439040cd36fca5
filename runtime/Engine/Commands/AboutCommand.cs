using System.CommandLine;
using System.Runtime.InteropServices;

namespace Pulumi.Engine.Commands;

/// <summary><c>pulumi about</c>: what a bug report needs.</summary>
internal static class AboutCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var stack = Options.Stack();
        var command = new Command("about", "Print information about the Pulumi environment") { stack };
        command.SetAction(async (parsed, cancel) =>
        {
            var session = globals.OpenSession(parsed);
            var output = session.Terminal.Output;
            await output.WriteLineAsync($"Embedded engine, stands in for Pulumi {EngineVersion.Text}");
            await output.WriteLineAsync($".NET {Environment.Version}, {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
            var backend = await session.BackendAsync(cancel);
            await output.WriteLineAsync($"Backend: {backend.Url.Text} ({backend.Url.Folder})");
            await output.WriteLineAsync($"Project: {session.Project.Name} ({session.Project.Path}), runtime {session.Project.Runtime}");
            await output.WriteLineAsync($"Selected stack: {parsed.GetValue(stack) ?? session.Workspace.Selected(backend.Url) ?? "none"}");
        });
        return command;
    }
}
