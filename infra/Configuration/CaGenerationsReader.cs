namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>caGenerations</c>, of all nodes or of one.</summary>
internal static class CaGenerationsReader
{
    /// <returns>Ascending; null if the key is absent or wrong.</returns>
    public static IReadOnlyList<int>? Read(SectionReader section, Key key)
    {
        if (section.NumberList(key) is not { } generations)
            return null;
        var path = section.PathOf(key);
        if (generations.Count == 0)
            section.Mistakes.Invalid(path, "is empty: nobody would issue. The first generation is [1].");
        else if (!generations.Zip(generations.Skip(1), (one, next) => one < next).All(ascends => ascends))
            section.Mistakes.Invalid(path, $"is [{string.Join(", ", generations)}]; it must ascend, each number once: the last one issues. A rollover appends the next number.");
        else
            return generations;
        return null;
    }
}
