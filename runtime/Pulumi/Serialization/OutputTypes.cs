using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Which types an output of a resource may have.</summary>
internal static class OutputTypes
{
    private static readonly ImmutableHashSet<Type> Plain =
    [
        typeof(bool), typeof(int), typeof(double), typeof(string), typeof(object), typeof(JsonElement),
        typeof(Asset), typeof(Archive), typeof(AssetOrArchive),
    ];

    /// <exception cref="InvalidOperationException">naming <paramref name="path"/>, if it may not have this type</exception>
    public static void Check(string path, Type type) => Check(path, type, []);

    /// <summary>The constructor of a type with <see cref="OutputTypeAttribute"/>: the marked one, or its only public one.</summary>
    public static ConstructorInfo? Constructor(Type type)
    {
        if (type.GetCustomAttribute<OutputTypeAttribute>() is null)
        {
            return null;
        }

        var all = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return all.FirstOrDefault(constructor => constructor.GetCustomAttribute<OutputConstructorAttribute>() is not null)
            ?? (all.Where(constructor => constructor.IsPublic).ToList() is [var only] ? only : null);
    }

    private static void Check(string path, Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || Plain.Contains(type) || typeof(Resource).IsAssignableFrom(type)
            || (type.IsEnum && Enum.GetUnderlyingType(type) == typeof(int))
            || (type.GetCustomAttribute<EnumTypeAttribute>() is not null && EnumValue.IsConstructible(type)))
        {
            return;
        }

        foreach (var (innerPath, inner) in Parts(path, type))
        {
            Check(innerPath, inner, seen);
        }
    }

    private static IEnumerable<(string Path, Type Type)> Parts(string path, Type type)
    {
        if (type.IsConstructedGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            if (definition == typeof(Nullable<>) || definition == typeof(ImmutableArray<>))
            {
                return [(path, type.GenericTypeArguments[0])];
            }

            if (definition == typeof(ImmutableDictionary<,>) && type.GenericTypeArguments[0] == typeof(string))
            {
                return [(path, type.GenericTypeArguments[1])];
            }
        }

        return Constructor(type)?.GetParameters().Select(parameter => ($"{type.FullName}({parameter.Name})", parameter.ParameterType))
            ?? throw new InvalidOperationException(
                $"{path} contains invalid type {type.FullName}. Allowed types are: String, Boolean, Int32, Double, Nullable<...>, "
                + "ImmutableArray<...> and ImmutableDictionary<string, ...> or a class explicitly marked with the [OutputTypeAttribute] "
                + "and with an [OutputConstructorAttribute].");
    }
}
