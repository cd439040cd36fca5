using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Display;
using Pulumi.Engine.Display.Diff;
using Pulumi.Engine.Display.Rows;

namespace Pulumi.Engine.Commands.Runs;

/// <summary>Which display a run gets.</summary>
internal static class RunDisplays
{
    public static IRunDisplay Create(Session session, DisplayOptions options, RunStack stack)
    {
        var (terminal, project) = (session.Terminal, session.Project.Name);
        return options switch
        {
            { Json: true, Preview: true } => new JsonDisplay(terminal.Output, options, Shown(stack, options.ShowSecrets)),
            { Json: true } => new JsonEvents(terminal.Output, options, Shown(stack, showSecrets: false), session.Clock),
            { Diff: true } => new DiffDisplay(terminal.Output, terminal.Error, options, headline: true, Spinner(session, options)),
            { Live: true } => new LiveDisplay(terminal.Output, options, project, session.Clock, Terminal.Size),
            _ => new PlainDisplay(terminal.Output, options, project, session.Clock),
        };
    }

    private static Spinner? Spinner(Session session, DisplayOptions options) =>
        options is { Live: true, SuppressProgress: false } ? new(session.Terminal.Output, options, session.Clock) : null;

    private static Dictionary<string, string> Shown(RunStack stack, bool showSecrets) => stack.Target.Configuration.ToDictionary(
        c => c.Key, c => stack.Target.SecretKeys.Contains(c.Key) && !showSecrets ? MaskedSecrets.Mask : c.Value);
}
