using System.CommandLine;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Commands.Configs;
using Pulumi.Engine.Commands.Runs;
using Pulumi.Engine.Commands.Stacks;
using Pulumi.Engine.Commands.States;
using Pulumi.Engine.Configuration;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Commands;

/// <summary>The command line: the verbs and flags of the official CLI, as far as the embedded engine has them.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var globals = new GlobalOptions();
        var root = Build(globals);
        var parsed = root.Parse(Flags.Normalize(arguments, root), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 || parsed.UnmatchedTokens.Count > 0)
            return Refuse(parsed);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e)
        {
            return Report(e);
        }
    }

    private static RootCommand Build(GlobalOptions globals)
    {
        var root = new RootCommand("The embedded engine: Pulumi's verbs where the Pulumi CLI is not installed")
        {
            StackCommand.Create(globals),
            ConfigCommand.Create(globals),
            PreviewCommand.Create(globals),
            UpCommand.Create(globals),
            RefreshCommand.Create(globals),
            DestroyCommand.Create(globals),
            CancelCommand.Create(globals),
            StateCommand.Create(globals),
            VersionCommand.Create(),
            AboutCommand.Create(globals),
            HelpCommand.Create(),
        };
        foreach (var option in globals.All)
            root.Options.Add(option);
        VersionCommand.ReplaceDefault(root);
        return root;
    }

    private static int Refuse(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = UnsupportedFlags.PathOf(command);
        var terminal = new Terminal(Console.In, Console.Out, Console.Error, _ => null, IsInteractive: false, Style.Plain);
        var unmatched = parsed.UnmatchedTokens;
        if (UnsupportedFlags.Find(path, unmatched) is { } unsupported)
        {
            terminal.WriteError(unsupported);
        }
        else if (unmatched.FirstOrDefault(t => t.StartsWith('-') && t.Length > 1) is { } flag)
        {
            terminal.WriteError(flag.StartsWith("--", StringComparison.Ordinal)
                ? $"unknown flag: {flag.Split('=', 2)[0]}"
                : $"unknown shorthand flag: '{flag[1]}' in {flag}");
        }
        else if (unmatched.Count > 0 && command.Subcommands.Count > 0)
        {
            var name = $"pulumi {path}".Trim();
            terminal.WriteError($"unknown command \"{unmatched[0]}\" for \"{name}\"\nRun '{name} --help' for usage.");
        }
        else
        {
            terminal.WriteError(unmatched.Count > 0 ? $"unexpected argument: {unmatched[0]}" : parsed.Errors[0].Message);
        }
        return ExitCode.Failure;
    }

    private static int Report(Exception e)
    {
        var terminal = new Terminal(Console.In, Console.Out, Console.Error, _ => null, IsInteractive: false, Style.Plain);
        switch (e)
        {
            case CommandException { Message: "" } silent:
                return silent.ExitCode;
            case CommandException failed:
                terminal.WriteError(failed.Message);
                return failed.ExitCode;
            case NoSuchStackException:
                terminal.WriteError(e.Message);
                return ExitCode.NoSuchStack;
            case BackendException or ConfigurationException or SecretsException or DeploymentException or IOException or UnauthorizedAccessException:
                terminal.WriteError(e.Message);
                return ExitCode.Failure;
            default:
                terminal.WriteError($"an unhandled error occurred in the embedded engine: {e}");
                return ExitCode.Internal;
        }
    }
}
