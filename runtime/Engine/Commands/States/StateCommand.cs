using System.CommandLine;

namespace Pulumi.Engine.Commands.States;

/// <summary><c>pulumi state</c>: changes to the state alone; no provider hears of them.</summary>
internal static class StateCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("state", "Edit the current stack's state")
        {
            StateRemoveCommand.Create(globals),
            StateUnprotectCommand.Create(globals),
        };
        command.SetAction(parsed => parsed.RootCommandResult.Command.Parse([command.Name, "--help"]).Invoke());
        return command;
    }
}
