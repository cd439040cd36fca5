using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit.Infra.Groups;

/// <summary>Says where a group came to a stop, and which of its nodes were therefore left alone.</summary>
internal static class GroupStop
{
    /// <summary>At the end of an <c>up</c>; the errors of the node's own resources say why it is so.</summary>
    public static void Tell(NodeGroup group)
    {
        if (!Deployment.Instance.IsDryRun)
            _ = Output.Create(TellAsync(group));
    }

    private static async Task<bool> TellAsync(NodeGroup group)
    {
        if (await group.WithoutRoleAsync() is [_, ..] without)
            Log.Warn($"group {group.Name}: none of its nodes was touched, because {string.Join(", ", without.Select(node => node.GetResourceName()))} did not say what it is in the group.");
        else if (await NotActivatedAsync((await group.OrderAsync())!.Value) is [var at, .. var rest])
            Log.Warn($"group {group.Name}: stopped at {at}; {(rest is [] ? "it is the last of its nodes" : $"left alone: {string.Join(", ", rest)}")}.");
        return true;
    }

    private static async Task<string[]> NotActivatedAsync(IEnumerable<EncryptedNode> order)
    {
        var nodes = new List<string>();
        foreach (var node in order)
        {
            if (!await OutputUtilities.GetIsKnownAsync(node.Activation))
                nodes.Add(node.GetResourceName());
        }
        return [.. nodes];
    }
}
