using Pulumi;
using Pulumi.Command.Remote;

namespace EncryptionInTransit;

/// <summary>A command on a node; of an abandoned node also one that it never got.</summary>
/// <param name="command">Null if it never got it.</param>
internal sealed class RemoteStep(Command? command)
{
    /// <summary>What depends on it waits for these.</summary>
    public IReadOnlyList<Resource> Resources => command is null ? [] : [command];

    /// <summary>What it was sent when it last ran.</summary>
    public Output<string?> Stdin { get; } = command is null ? Output.Create(default(string)) : command.Stdin;

    public Output<string> Stdout { get; } = command is null ? Output.Create("") : command.Stdout.OrUnknown();
}
