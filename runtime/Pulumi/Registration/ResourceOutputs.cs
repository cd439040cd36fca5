using System.Collections.Immutable;
using System.Reflection;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Gives the output properties of a new resource their outputs, which its registration will resolve.</summary>
internal static class ResourceOutputs
{
    /// <returns>by name on the wire</returns>
    /// <exception cref="RunException">if a property marked as output is none</exception>
    /// <exception cref="InvalidOperationException">if its type cannot come from the engine, or it cannot be set</exception>
    public static ImmutableDictionary<string, IOutputCompletion> Initialize(Resource resource)
        => resource.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (Property: property, Output: property.GetCustomAttribute<OutputAttribute>()))
            .Where(candidate => candidate.Output is not null && IsResolvedByEngine(resource, candidate.Property))
            .ToImmutableDictionary(output => output.Output!.Name ?? output.Property.Name, output => Initialize(resource, output.Property));

    // A component assigns its own outputs; only its URN comes from the engine.
    private static bool IsResolvedByEngine(Resource resource, PropertyInfo property)
        => resource is not ComponentResource || property.DeclaringType == typeof(Resource);

    private static IOutputCompletion Initialize(Resource resource, PropertyInfo property)
    {
        if (!property.PropertyType.IsConstructedGenericType || property.PropertyType.GetGenericTypeDefinition() != typeof(Output<>))
        {
            throw RunException.OutputsHaveIncorrectType([property.Name]);
        }

        var path = $"[Output] {resource.GetType().FullName}.{property.Name}";
        var valueType = property.PropertyType.GenericTypeArguments[0];
        OutputTypes.Check(path, valueType);

        // A private setter is visible on the declaring type only.
        var setter = property.DeclaringType!.GetProperty(property.Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)!.SetMethod
            ?? throw new InvalidOperationException($"{path} did not have a 'set' method");
        var completion = (IOutputCompletion)Activator.CreateInstance(typeof(OutputCompletion<>).MakeGenericType(valueType), resource)!;
        setter.Invoke(resource, [completion.GetType().GetProperty(nameof(OutputCompletion<object>.Output))!.GetValue(completion)]);
        return completion;
    }
}
