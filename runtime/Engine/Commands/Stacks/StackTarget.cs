using System.CommandLine;
using Pulumi.Engine.Backend;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary>Which stack a <c>stack</c> command is about.</summary>
internal sealed class StackTarget(GlobalOptions globals)
{
    public Option<string> Stack { get; } = Recursive();

    public GlobalOptions Globals => globals;

    public async Task<(Session, FileBackend, StackReference)> OpenAsync(ParseResult parsed, CancellationToken cancel, string? name = null)
    {
        var session = globals.OpenSession(parsed);
        var backend = await session.BackendAsync(cancel);
        return (session, backend, await session.StackAsync(name ?? parsed.GetValue(Stack), cancel));
    }

    private static Option<string> Recursive()
    {
        var option = Options.Stack();
        option.Recursive = true;
        return option;
    }
}
