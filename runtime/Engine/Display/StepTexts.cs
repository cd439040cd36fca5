using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display;

/// <summary>How the steps are called and marked in the official CLI's displays.</summary>
internal static class StepTexts
{
    /// <summary>Two characters.</summary>
    public static string Prefix(StepOp op) => op switch
    {
        StepOp.Same => "  ",
        StepOp.Create => "+ ",
        StepOp.Update or StepOp.Refresh => "~ ",
        StepOp.Delete => "- ",
        StepOp.Replace => "+-",
        StepOp.CreateReplacement => "++",
        StepOp.DeleteReplaced => "--",
        StepOp.Read => "> ",
        StepOp.Discard => "< ",
        _ => "  ",
    };

    /// <summary>In a preview: what is going to be done.</summary>
    public static string Planned(StepOp op) => op switch
    {
        StepOp.CreateReplacement => "create replacement",
        StepOp.DeleteReplaced => "delete original",
        StepOp.Refresh => "refreshing",
        StepOp.Same => "",
        _ => op.Name(),
    };

    public static string Running(StepOp op) => op switch
    {
        StepOp.Create => "creating",
        StepOp.Update => "updating",
        StepOp.Delete => "deleting",
        StepOp.Replace => "replacing",
        StepOp.CreateReplacement => "creating replacement",
        StepOp.DeleteReplaced => "deleting original",
        StepOp.Read => "reading",
        StepOp.Refresh => "refreshing",
        StepOp.Discard => "discarding",
        _ => "",
    };

    public static string Done(StepOp op) => op switch
    {
        StepOp.Create => "created",
        StepOp.Update => "updated",
        StepOp.Delete => "deleted",
        StepOp.Replace => "replaced",
        StepOp.CreateReplacement => "created replacement",
        StepOp.DeleteReplaced => "deleted original",
        StepOp.Read => "read",
        StepOp.Refresh => "refresh",
        StepOp.Discard => "discarded",
        _ => "",
    };

    /// <param name="took">Of a step that was done before its resource failed.</param>
    public static string Failed(StepOp op, TimeSpan? took = null)
    {
        var text = op switch
        {
            StepOp.Same => "failed",
            StepOp.CreateReplacement => "creating failed",
            StepOp.DeleteReplaced => "deleting failed",
            _ => $"{Running(op)} failed",
        };
        return took is { } time ? $"**{text} ({Durations.Done(time)})**" : $"**{text}**";
    }

    /// <param name="running">Not done yet: bold.</param>
    public static string Paint(Style style, StepOp op, string text, bool running = false) => op switch
    {
        StepOp.Create => style.Create(text, running),
        StepOp.Update or StepOp.Refresh => style.Update(text, running),
        StepOp.Delete or StepOp.Discard => style.Delete(text, running),
        StepOp.Replace => style.Replace(text, running),
        StepOp.CreateReplacement => style.CreateReplacement(text, running),
        StepOp.DeleteReplaced => style.DeleteReplaced(text, running),
        StepOp.Read => style.Read(text, running),
        _ => text,
    };
}
