using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output resolves to: a value, or none yet (in a preview), and what must be remembered with it.</summary>
internal readonly record struct OutputData<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Resources)
{
    /// <summary>Another value with the same secrecy, knowledge and dependencies.</summary>
    public OutputData<TOther> WithValue<TOther>(TOther value) => new(value, IsKnown, IsSecret, Resources);

    /// <summary>This value, made of the other one too: secret if either is, known if both are, with the dependencies of both.</summary>
    public OutputData<T> Joined<TOther>(OutputData<TOther> other)
        => new(Value, IsKnown && other.IsKnown, IsSecret || other.IsSecret, Resources.Union(other.Resources));
}

internal static class OutputData
{
    public static OutputData<T> Known<T>(T value) => new(value, IsKnown: true, IsSecret: false, []);

    public static OutputData<T> Unknown<T>(T placeholder) => new(placeholder, IsKnown: false, IsSecret: false, []);
}
