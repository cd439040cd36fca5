using System.Reflection;
using Pulumi.Utilities;

namespace Pulumi.Tests.Api;

/// <summary>
/// What a program depends on and the compiler does not show: the wire names that stand on fields behind list and map properties, and
/// what a new set of arguments already holds.
/// </summary>
internal static class WireSurface
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static async Task<IEnumerable<string>> LinesAsync(Assembly assembly)
    {
        var lines = new List<string>();
        foreach (var type in assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(InputArgs)) && t.GetConstructor([]) is not null))
        {
            lines.AddRange(type.GetFields(Hidden).SelectMany(f => f.GetCustomAttributesData().Where(a => a.AttributeType == typeof(InputAttribute))
                .Select(a => $"{type}: [Input({string.Join(", ", a.ConstructorArguments.Select(c => c.Value))})] {f.FieldType}")));
            var arguments = Activator.CreateInstance(type)!;
            foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
            {
                if (property.GetValue(arguments) is { } value && await TextAsync(value) is { } text)
                    lines.Add($"{type}.{property.Name} = {text}");
            }
        }

        return lines.Order(StringComparer.Ordinal);
    }

    /// <returns>Null for an empty list or map.</returns>
    private static async Task<string?> TextAsync(object value) => value switch
    {
        Input<string> text => $"\"{await OutputUtilities.GetValueAsync(text.ToOutput())}\"",
        Input<int> number => $"{await OutputUtilities.GetValueAsync(number.ToOutput())}",
        Input<double> number => $"{await OutputUtilities.GetValueAsync(number.ToOutput())}d",
        Input<bool> flag => $"{await OutputUtilities.GetValueAsync(flag.ToOutput())}",
        System.Collections.IEnumerable => null,
        _ => value.ToString(),
    };
}
