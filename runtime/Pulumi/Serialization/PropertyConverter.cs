using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Turns a deserialized value into the type of an output. What does not fit is told by a warning, and left out.</summary>
internal sealed class PropertyConverter(Action<string> warn)
{
    private static readonly MethodInfo ToArrayMethod = Generic(nameof(ToArray));
    private static readonly MethodInfo ToMapMethod = Generic(nameof(ToMap));

    /// <param name="path">where the value stands, for warnings</param>
    public object? Convert(string path, object? value, Type type)
    {
        if (value is null)
        {
            return Default(type);
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Convert(path, value, inner);
        }

        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        return TryConvert(path, value, type) ?? Mismatch(path, value, type);
    }

    private object? TryConvert(string path, object value, Type type) => value switch
    {
        double number when type == typeof(int) => (int)number,
        double number when type.IsEnum => Enum.ToObject(type, (int)number),
        string or double when type.GetCustomAttribute<EnumTypeAttribute>() is not null
            => EnumValue.Constructor(type, value.GetType())?.Invoke([value]),
        ImmutableArray<object?> list when Is(type, typeof(ImmutableArray<>))
            => ToArrayMethod.MakeGenericMethod(type.GenericTypeArguments).Invoke(this, [path, list]),
        ImmutableDictionary<string, object?> map when Is(type, typeof(ImmutableDictionary<,>))
            => ToMapMethod.MakeGenericMethod(type.GenericTypeArguments[1]).Invoke(this, [path, map]),
        ImmutableDictionary<string, object?> map when OutputTypes.Constructor(type) is { } constructor => Construct(constructor, map),
        _ when type == typeof(JsonElement) => JsonSerializer.SerializeToElement(value),
        _ => null,
    };

    private object Construct(ConstructorInfo constructor, ImmutableDictionary<string, object?> properties)
        => constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
        {
            var name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;
            return Convert($"{constructor.DeclaringType!.FullName}({name})", properties.GetValueOrDefault(name), parameter.ParameterType);
        })]);

    private ImmutableArray<T> ToArray<T>(string path, ImmutableArray<object?> list)
        => [.. list.Select(element => (T)Convert(path, element, typeof(T))!)];

    private ImmutableDictionary<string, T> ToMap<T>(string path, ImmutableDictionary<string, object?> map)
        => map.ToImmutableDictionary(entry => entry.Key, entry => (T)Convert(path, entry.Value, typeof(T))!);

    private object? Mismatch(string path, object value, Type type)
    {
        warn($"Expected {type.FullName} but got {value.GetType().FullName} deserializing {path}");
        return Default(type);
    }

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static bool Is(Type type, Type definition) => type.IsConstructedGenericType && type.GetGenericTypeDefinition() == definition;

    private static MethodInfo Generic(string name)
        => typeof(PropertyConverter).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
}
