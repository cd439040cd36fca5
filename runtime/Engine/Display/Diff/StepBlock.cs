using System.Text;
using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display.Diff;

/// <summary>The block of one step: its header, what identifies the resource, its properties or their changes.</summary>
internal static class StepBlock
{
    private const int Step = 4;

    public static string Render(StepMetadata step, int indent, DisplayOptions options)
    {
        var style = options.Style;
        var padding = new string(' ', indent * Step);
        var inner = new string(' ', (indent + 1) * Step);
        var text = new StringBuilder()
            .Append(padding)
            .Append(StepTexts.Paint(style, step.Op, $"{StepTexts.Prefix(step.Op)}{step.Type}: ({step.Op.Name()}{(step.Retain ? "[retain]" : "")}){Lock(step)}"))
            .Append('\n');
        if (step.Old?.Id is { Length: > 0 } id)
            text.Append(inner).Append("[id=").Append(id).Append("]\n");
        text.Append(inner).Append("[urn=").Append(step.Urn).Append("]\n");
        AppendProvider(text, step, inner, style);
        if (step.Op is not StepOp.Same)
            text.Append(Properties(step, indent + 1, options));
        return text.ToString();
    }

    private static void AppendProvider(StringBuilder text, StepMetadata step, string inner, Style style)
    {
        var (old, @new) = (step.Old?.Provider ?? "", step.New?.Provider ?? "");
        if (old.Length > 0 && @new.Length > 0 && old != @new)
            text.Append(inner).Append("[provider: ").Append(style.Delete(old)).Append(" => ").Append(style.Create(@new)).Append("]\n");
        else if (old.Length > 0 || @new.Length > 0)
            text.Append(inner).Append("[provider=").Append(@new.Length > 0 ? @new : old).Append("]\n");
    }

    private static string Properties(StepMetadata step, int indent, DisplayOptions options)
    {
        var printer = new PropertyPrinter(options, indent);
        return (step.Old, step.New) switch
        {
            (null, { } created) => printer.Object(created.Outputs.Count > 0 ? created.Outputs : created.Inputs, step.Op),
            ({ } deleted, null) => printer.Object(deleted.Inputs, step.Op),
            ({ } old, { } @new) when step.IsDetailed && step.Diffs.Length > 0 => printer.Changes(old.Inputs, @new.Inputs, step.Diffs, showSame: false),
            ({ } old, { } @new) when @new.Outputs.Count > 0 => printer.Changes(old.Outputs, @new.Outputs, only: [], showSame: true),
            ({ } old, { } @new) => printer.Changes(old.Inputs, @new.Inputs, step.Diffs, showSame: true),
            _ => "",
        };
    }

    private static string Lock(StepMetadata step) => (step.Old?.Protect, step.New?.Protect) switch
    {
        (true, false) => " 🔓",
        (true, _) or (_, true) => " 🔒",
        _ => "",
    };
}
