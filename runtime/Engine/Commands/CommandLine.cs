using System.CommandLine;
using System.CommandLine.Parsing;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Commands.Configs;
using Pulumi.Engine.Commands.Runs;
using Pulumi.Engine.Commands.Stacks;
using Pulumi.Engine.Commands.States;
using Pulumi.Engine.Configuration;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Commands;

/// <summary>The command line: the verbs and flags of the official CLI, as far as the embedded engine has them.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Parse(arguments);
        if (Refusal(parsed) is { } refusal)
        {
            Terminal.OfErrors().WriteError(refusal);
            return ExitCode.Failure;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e)
        {
            return Report(e);
        }
    }

    internal static ParseResult Parse(IEnumerable<string> arguments)
    {
        var root = Build(new GlobalOptions());
        return root.Parse(Flags.Normalize(arguments, root), new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    /// <summary>Why the arguments cannot be obeyed; null when they can.</summary>
    internal static string? Refusal(ParseResult parsed)
    {
        IReadOnlyList<string> unmatched = [.. FlagsTakenForArguments(parsed), .. parsed.UnmatchedTokens];
        if (parsed.Errors.Count == 0 && unmatched.Count == 0)
            return null;
        var command = parsed.CommandResult.Command;
        var path = UnsupportedFlags.PathOf(command);
        if (UnsupportedFlags.Find(path, unmatched) is { } unsupported)
            return unsupported;
        if (unmatched.FirstOrDefault(t => t.StartsWith('-') && t.Length > 1) is { } flag)
        {
            return flag.StartsWith("--", StringComparison.Ordinal)
                ? $"unknown flag: {flag.Split('=', 2)[0]}"
                : $"unknown shorthand flag: '{flag[1]}' in {flag}";
        }
        if (unmatched.Count == 0)
            return parsed.Errors[0].Message;
        var name = $"pulumi {path}".Trim();
        return command.Subcommands.Count > 0
            ? $"unknown command \"{unmatched[0]}\" for \"{name}\"\nRun '{name} --help' for usage."
            : $"unexpected argument: {unmatched[0]}";
    }

    /// <summary>The library takes an unknown flag for an argument where there is room for one.</summary>
    private static IEnumerable<string> FlagsTakenForArguments(ParseResult parsed)
    {
        var verbatim = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).ToList();
        return parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Where(token => token.Value.Length > 1 && token.Value[0] == '-' && !verbatim.Contains(token))
            .Select(token => token.Value);
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

    private static int Report(Exception e)
    {
        var terminal = Terminal.OfErrors();
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
