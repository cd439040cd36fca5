using Pulumi.Engine.Deployment;
using Pulumi.Engine.Display.Rows;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Display.Diff;

/// <summary>For <c>--diff</c>: a block per changed resource, below its parent's. What is said goes to standard error.</summary>
internal sealed class DiffDisplay : IRunDisplay
{
    private const int Step = 4;

    private readonly TextWriter _output;
    private readonly TextWriter _errors;
    private readonly DisplayOptions _options;
    private readonly Spinner? _spinner;
    private readonly Dictionary<string, StepMetadata> _seen = [];
    private int _failed;

    /// <param name="spinner">For a person at a terminal.</param>
    public DiffDisplay(TextWriter output, TextWriter errors, DisplayOptions options, bool headline, Spinner? spinner = null)
    {
        (_output, _errors, _options, _spinner) = (output, errors, options, spinner);
        if (headline)
            _output.WriteLine(options.Headline);
    }

    public void On(EngineEvent e) => Say(() => Show(e));

    public void Notice(string text) => Say(() => _output.WriteLine(text));

    public void Dispose()
    {
        _spinner?.Dispose();
        _output.Flush();
    }

    private void Say(Action write)
    {
        if (_spinner is null)
            write();
        else
            _spinner.Write(write);
    }

    private void Show(EngineEvent e)
    {
        switch (e)
        {
            case EngineEvent.ResourcePre { Step: { Hidden: false } step }:
                _seen[step.Urn] = step;
                if (step.Op is not StepOp.Refresh && IsShown(step))
                    _output.Write(StepBlock.Render(step, Indent(step), _options));
                break;
            case EngineEvent.ResourceOutputs { Step: { Hidden: false } step }:
                OnOutputs(step);
                break;
            case EngineEvent.StepFailed:
                _failed++;
                break;
            case EngineEvent.StackOutputs outputs when !_options.SuppressOutputs:
                WriteOutputs(1, new PropertyPrinter(_options, 1).StackOutputs(outputs.Old, outputs.New));
                break;
            case EngineEvent.Diagnostic { Severity: not DiagnosticSeverity.Debug } diagnostic when !IsOfPreparations(diagnostic):
                _output.Flush();
                _errors.WriteLine(RowTexts.WithSeverity(diagnostic, diagnostic.Message.TrimEnd('\n'), _options.Style));
                break;
            case EngineEvent.Summary summary:
                _output.Write(Summary.Resources(summary, _failed, _options, blankLine: false));
                break;
        }
        _output.Flush();
    }

    /// <summary>A refresh knows only at its end what differs; a real run then shows what came out that was not put in.</summary>
    private void OnOutputs(StepMetadata step)
    {
        if (_seen.TryGetValue(step.Urn, out var begun) && begun.Op is StepOp.Refresh)
        {
            if (step.Op is StepOp.Update or StepOp.Delete || (step.Op is StepOp.Refresh && !ReferenceEquals(step.Old, step.New)))
                _output.Write(StepBlock.Render(step, Indent(step), _options));
            return;
        }
        if (step is { Op: StepOp.Delete, Old: { } gone } && Urn.IsStack(step.Urn) && !_options.SuppressOutputs)
            WriteOutputs(1, new PropertyPrinter(_options, 1).StackOutputs(gone.Outputs, PropertyMap.Empty));
        if (_options.Preview || _options.SuppressOutputs || Urn.IsStack(step.Urn) || step.New is not { } result || !IsShown(step))
            return;
        var fresh = new PropertyMap(result.Outputs.Where(o =>
            !(result.Inputs.TryGetValue(o.Key, out var input) && input.Equals(o.Value))
            && !(step.Old?.Outputs.TryGetValue(o.Key, out var before) == true && before.Equals(o.Value))
            && ValueText.IsWorthShowing(o.Value)));
        var indent = Indent(step) + 1;
        WriteOutputs(indent, new PropertyPrinter(_options, indent).Object(fresh, step.Op is StepOp.Create or StepOp.Delete ? step.Op : null));
    }

    private static bool IsOfPreparations(EngineEvent.Diagnostic diagnostic) =>
        diagnostic.Ephemeral && diagnostic.Source is not DiagnosticSource.Log;

    private void WriteOutputs(int indent, string text)
    {
        if (text.Length > 0)
            _output.Write($"{new string(' ', indent * Step)}--outputs:--\n{text}");
    }

    private static bool IsShown(StepMetadata step) => Urn.IsStack(step.Urn) || (step.Op is not StepOp.Same && step.Logical);

    private int Indent(StepMetadata step)
    {
        var indent = 0;
        for (var parent = Parent(step); parent.Length > 0 && _seen.TryGetValue(parent, out var above); parent = Parent(above))
        {
            if (IsShown(above))
                indent++;
        }
        return indent;
    }

    private static string Parent(StepMetadata step) => step.New?.Parent ?? step.Old?.Parent ?? "";
}
