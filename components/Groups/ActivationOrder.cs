namespace EncryptionInTransit;

/// <summary>In which order the nodes of a group are activated.</summary>
internal static class ActivationOrder
{
    /// <summary>
    /// Each node before those that it replicates from; apart from that as configured. In a ring, where that cannot be, a
    /// read-only node goes first.
    /// </summary>
    /// <param name="roles">In the order of the configuration.</param>
    /// <returns>Indexes of <paramref name="roles"/>, each once.</returns>
    public static IReadOnlyList<int> Of(IReadOnlyList<NodeRole> roles)
    {
        var left = Enumerable.Range(0, roles.Count).ToList();
        var order = new List<int>();
        while (left.Count > 0)
        {
            int[] free = [.. left.Where(node => !left.Any(other => other != node && roles[other].ReplicatesFrom(roles[node])))];
            int[] next = free.Length > 0 ? free : [.. left.OrderByDescending(node => roles[node].IsReadOnly)];
            order.Add(next[0]);
            left.Remove(next[0]);
        }
        return order;
    }
}
