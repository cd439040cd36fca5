using Pulumi.Engine.Model;

namespace Pulumi.Engine.Commands.Runs;

/// <summary>What <c>destroy --exclude-protected</c> leaves: the protected resources of a state, and what those need.</summary>
internal static class ProtectedResources
{
    public static int Count(Snapshot snapshot)
    {
        var (count, needed) = (0, new HashSet<string>());
        foreach (var resource in snapshot.Resources.Reverse().Where(resource => resource.Protect || needed.Contains(resource.Urn)))
        {
            count++;
            needed.UnionWith(resource.NeededUrns());
        }
        return count;
    }
}
