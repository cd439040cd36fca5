using Pulumi.Engine.Deployment;

namespace Pulumi.Engine.Display.Rows;

/// <summary>For logs: a line whenever a row changes, the blocks at the end, a heartbeat meanwhile.</summary>
internal sealed class PlainDisplay : IRunDisplay
{
    private readonly TextWriter _output;
    private readonly DisplayOptions _options;
    private readonly RowTable _table;
    private readonly Heartbeat _heartbeat;
    private EngineEvent.StackOutputs? _outputs;

    public PlainDisplay(TextWriter output, DisplayOptions options, string project, TimeProvider clock)
    {
        (_output, _options) = (output, options);
        _table = new RowTable(options, project, clock);
        _output.WriteLine(options.Headline);
        _heartbeat = new Heartbeat(output, options, clock);
    }

    public void On(EngineEvent e)
    {
        switch (e)
        {
            case EngineEvent.StackOutputs outputs:
                _outputs = outputs;
                break;
            case EngineEvent.Summary summary:
                End(summary);
                break;
            default:
                if (_table.TryApply(e, out var row) && IsWorthALine(e, row))
                    Print(row, RowTexts.Status(row, _options), RowTexts.Info(row, _options.Style));
                break;
        }
    }

    public void Notice(string text) => _heartbeat.WriteLine(text);

    public void Dispose() => _heartbeat.Dispose();

    private bool IsWorthALine(EngineEvent e, ResourceRow row) => e switch
    {
        EngineEvent.ResourcePre { Step.Op: StepOp.Same } => row.IsStack && row.IsShown,
        EngineEvent.ResourcePre or EngineEvent.StepFailed or EngineEvent.Diagnostic => true,
        EngineEvent.ResourceOutputs { Step: { Op: StepOp.Refresh } } => true,
        EngineEvent.ResourceOutputs when _options.Kind is DeploymentKind.Refresh => true,
        // The stack's line comes at the end; components are done when their children are.
        EngineEvent.ResourceOutputs { Step: var step } =>
            row.IsShown && (row.IsStack
                ? step.Op is StepOp.Delete && !_options.Preview
                : step.Op is StepOp.Same || (!_options.Preview && (step.New ?? step.Old)?.Custom == true)),
        _ => false,
    };

    private void End(EngineEvent.Summary summary)
    {
        _heartbeat.Begin();
        if (_table.Stack is { } stack)
            EndStack(stack, summary);
        else if (_options.Preview)
            Print(_table.Placeholder(_table.StackUrn), "", "");
        // What did not come to its end, because it was refused or interrupted.
        foreach (var row in _table.Rows.Where(r => r is { IsStack: false, IsShown: true, State: RowState.Waiting or RowState.Running }))
            Print(row, RowTexts.Status(row, _options, final: true), RowTexts.FinalInfo(row, _options.Style));
        _heartbeat.Dispose();
        _output.Write(Summary.Diagnostics(_table.Rows, _options.Style));
        _output.Write(Summary.Outputs(_outputs, _options));
        _output.Write(Summary.Resources(summary, _table.Errored, _options, blankLine: true));
        _output.Flush();
    }

    private void EndStack(ResourceRow stack, EngineEvent.Summary summary)
    {
        var info = RowTexts.FinalInfo(stack, _options.Style);
        if (!_options.Preview && (summary.Outcome is not DeploymentOutcome.Succeeded || stack.HasErrors))
        {
            Print(stack, StepTexts.Failed(stack.Op, stack is { State: RowState.Done, Op: not StepOp.Same } ? stack.Elapsed : null), info);
            return;
        }
        if (stack.Op is StepOp.Delete)
        {
            // As recorded: a line without operation closes a destroy, and a preview repeats what it plans.
            Print("  ", stack, "", info);
            if (_options.Preview)
                Print(stack, StepTexts.Planned(stack.Op), info);
            return;
        }
        Print(stack, RowTexts.Status(stack, _options, final: true), info);
    }

    private void Print(ResourceRow row, string status, string info) =>
        Print(row.State is RowState.Waiting ? "  " : StepTexts.Prefix(row.Op), row, status, info);

    private void Print(string prefix, ResourceRow row, string status, string info)
    {
        var style = _options.Style;
        _heartbeat.WriteLine(
            $" {StepTexts.Paint(style, row.Op, prefix)} {row.Type} {row.Name} {StepTexts.Paint(style, row.Op, status)} {info}");
    }
}
