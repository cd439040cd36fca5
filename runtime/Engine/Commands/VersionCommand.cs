using System.CommandLine;

namespace Pulumi.Engine.Commands;

/// <summary><c>pulumi version</c>: the version of Pulumi that this engine stands in for.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "Print Pulumi's version number");
        command.SetAction(_ => Console.Out.WriteLine(EngineVersion.Text));
        return command;
    }

    /// <summary>The library's own <c>--version</c> would print the version of the assembly.</summary>
    public static void ReplaceDefault(RootCommand root)
    {
        foreach (var option in root.Options.OfType<VersionOption>().ToList())
            root.Options.Remove(option);
        var version = Options.Flag("Print Pulumi's version number", "--version");
        root.Options.Add(version);
        root.SetAction(parsed =>
        {
            if (parsed.GetValue(version))
            {
                Console.Out.WriteLine(EngineVersion.Text);
                return ExitCode.Success;
            }
            return root.Parse(["--help"]).Invoke();
        });
    }
}
