using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi;

/// <summary>
/// The root of all resources of a deployment. A derived class creates them in its constructor and exports the properties
/// marked with <see cref="OutputAttribute"/>.
/// </summary>
public class Stack : ComponentResource
{
    internal const string TypeName = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(TypeName, $"{Deployment.Instance.ProjectName}-{Deployment.Instance.StackName}", ToResourceOptions(options))
        => Deployment.Running.Stack = this;

    /// <summary>Registers what a program's function returns.</summary>
    internal void Export(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(outputs);

    /// <summary>Registers the marked properties.</summary>
    /// <exception cref="RunException">if one has no value or is no <see cref="Output{T}"/></exception>
    internal void ExportProperties()
    {
        var outputs = (from property in GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                       let output = property.GetCustomAttribute<OutputAttribute>()
                       where output is not null && !property.DeclaringType!.IsAssignableFrom(typeof(Stack))
                       select KeyValuePair.Create(output.Name ?? property.Name, property.GetValue(this))).ToImmutableDictionary();
        if (Names(outputs, value => value is null) is { Length: > 0 } unassigned)
        {
            throw new RunException(
                $"Output(s) '{unassigned}' have no value assigned. [Output] attributed properties must be assigned inside Stack constructor.");
        }

        var wrong = outputs.Where(output => output.Value is not IOutput).Select(output => output.Key).ToList();
        if (wrong.Count > 0)
        {
            throw RunException.OutputsHaveIncorrectType(wrong);
        }

        RegisterOutputs(outputs);
    }

    private static ComponentResourceOptions? ToResourceOptions(StackOptions? options)
        => options is null ? null : new() { ResourceTransformations = options.ResourceTransformations };

    private static string Names(ImmutableDictionary<string, object?> outputs, Func<object?, bool> isWrong)
        => string.Join(", ", outputs.Where(output => isWrong(output.Value)).Select(output => output.Key));
}
