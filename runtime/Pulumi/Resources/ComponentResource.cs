using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi;

/// <summary>
/// A resource made of others, which are its children. A derived class creates them in its constructor with itself as
/// <see cref="ResourceOptions.Parent"/>, assigns its outputs, and ends with <see cref="RegisterOutputs()"/>.
/// </summary>
public class ComponentResource : Resource
{
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    /// <exception cref="NotSupportedException">if <paramref name="remote"/>: a component built by a plugin</exception>
    public ComponentResource(
        string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, custom: false, args ?? ResourceArgs.Empty, options ?? new ComponentResourceOptions())
    {
        if (remote)
        {
            throw new NotSupportedException($"{type} '{name}' is a remote component: these need the published Pulumi SDK.");
        }
    }

    /// <summary>Says that the component is complete; its outputs are the properties with <see cref="OutputAttribute"/>.</summary>
    protected void RegisterOutputs()
        => RegisterOutputs(GetType().GetProperties()
            .Select(property => (Property: property, Output: property.GetCustomAttribute<OutputAttribute>()))
            .Where(candidate => candidate.Output is not null && candidate.Property.Name != nameof(Urn))
            .ToImmutableDictionary(
                output => string.IsNullOrWhiteSpace(output.Output!.Name) ? output.Property.Name : output.Output.Name,
                output => output.Property.GetValue(this)));

    /// <summary>Says that the component is complete, with these outputs.</summary>
    protected void RegisterOutputs(IDictionary<string, object?> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object})"/>
    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object})"/>
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        Deployment.Running.RegisterOutputs(this, outputs);
    }
}
