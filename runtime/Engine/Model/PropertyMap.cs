using System.Collections;
using System.Collections.Immutable;

namespace Pulumi.Engine.Model;

/// <summary>The properties of a resource or of an object, in ordinal order of their names (the order of the state file).</summary>
public sealed class PropertyMap : IReadOnlyDictionary<string, PropertyValue>, IEquatable<PropertyMap>
{
    public static readonly PropertyMap Empty = new(ImmutableSortedDictionary.Create<string, PropertyValue>(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, PropertyValue> _entries;

    private PropertyMap(ImmutableSortedDictionary<string, PropertyValue> entries) => _entries = entries;

    public PropertyMap(IEnumerable<KeyValuePair<string, PropertyValue>> entries)
        : this(entries.ToImmutableSortedDictionary(StringComparer.Ordinal))
    {
    }

    public int Count => _entries.Count;
    public IEnumerable<string> Keys => _entries.Keys;
    public IEnumerable<PropertyValue> Values => _entries.Values;

    /// <exception cref="KeyNotFoundException">There is no such property.</exception>
    public PropertyValue this[string key] => _entries[key];

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, out PropertyValue value) => _entries.TryGetValue(key, out value!);

    public PropertyMap With(string key, PropertyValue value) => new(_entries.SetItem(key, value));

    public PropertyMap Without(string key) => new(_entries.Remove(key));

    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(PropertyMap? other) =>
        other is not null && Count == other.Count
        && _entries.All(e => other.TryGetValue(e.Key, out var value) && value.Equals(e.Value));

    public override bool Equals(object? obj) => Equals(obj as PropertyMap);

    public override int GetHashCode() => _entries.Aggregate(17, (hash, e) => HashCode.Combine(hash, e.Key, e.Value));
}
