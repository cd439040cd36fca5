using System.Collections.Immutable;
using System.Reflection;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Named arguments: the members marked with <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    protected InputArgs()
    {
    }

    /// <summary>All arguments by their names on the wire, also those that are null.</summary>
    /// <exception cref="ArgumentNullException">if a required one is null</exception>
    internal ImmutableDictionary<string, object?> ToDictionary()
        => Fields().Concat(Properties()).ToImmutableDictionary(member => member.Input.Name, Read);

    private object? Read((InputAttribute Input, string Name, object? Value) member)
    {
        var fullName = $"{GetType().FullName}.{member.Name}";
        if (member.Value is null && member.Input.IsRequired)
        {
            throw new ArgumentNullException(member.Name, $"[Input] {fullName} is required but was not given a value");
        }

        return member.Input.IsJson ? JsonProperty.From(fullName, member.Value) : member.Value;
    }

    private IEnumerable<(InputAttribute Input, string Name, object? Value)> Fields()
        => from field in GetType().GetFields(Members)
           let input = field.GetCustomAttribute<InputAttribute>()
           where input is not null
           select (input, MemberName(field), field.GetValue(this));

    private IEnumerable<(InputAttribute Input, string Name, object? Value)> Properties()
        => from property in GetType().GetProperties(Members)
           let input = property.GetCustomAttribute<InputAttribute>()
           where input is not null
           select (input, property.Name, property.GetValue(this));

    // The field behind a property, marked because the property's getter makes an empty list of null, stands for the property.
    private static string MemberName(FieldInfo field)
        => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;
}
