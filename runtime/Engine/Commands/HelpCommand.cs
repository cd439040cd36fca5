using System.CommandLine;

namespace Pulumi.Engine.Commands;

/// <summary><c>pulumi help [verb…]</c>.</summary>
internal static class HelpCommand
{
    public static Command Create()
    {
        var verbs = new Argument<string[]>("command") { Arity = ArgumentArity.ZeroOrMore, Description = "The command to explain" };
        var command = new Command("help", "Help about any command") { verbs };
        command.SetAction(parsed => parsed.RootCommandResult.Command.Parse([.. parsed.GetValue(verbs)!, "--help"]).Invoke());
        return command;
    }
}
