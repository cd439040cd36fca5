using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Deployment.Support;

/// <summary>What holds of every state that is ever written.</summary>
internal static class SnapshotIntegrity
{
    public static void Check(Snapshot snapshot)
    {
        var seen = new HashSet<string>();
        foreach (var resource in snapshot.Resources)
        {
            var missing = resource.NeededUrns().Where(urn => !seen.Contains(urn)).ToList();
            Assert.True(missing.Count == 0, $"{resource.Urn} stands before, or without, {string.Join(", ", missing)}");
            if (!seen.Add(resource.Urn))
                Assert.True(
                    snapshot.Resources.Count(other => other.Urn == resource.Urn && !other.Delete) <= 1, $"{resource.Urn} exists twice");
            Assert.False(resource.Outputs.HasUnknown(), $"{resource.Urn} has an unknown output");
            Assert.True(!resource.Custom || resource.Id.Length > 0, $"{resource.Urn} has no id");
        }
    }
}
