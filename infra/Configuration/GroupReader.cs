namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>groups</c>. Whether their nodes exist is checked when the nodes are read.</summary>
internal static class GroupReader
{
    public static GroupConfiguration Read(SectionReader section) => new(
        section.Text(GroupKeys.Name) ?? "",
        section.Word<Topology>(GroupKeys.Topology, Topologies.Word),
        [.. (section.TextList(GroupKeys.Nodes) ?? []).Select(entry => entry.Value).Distinct()],
        section.Text(GroupKeys.Restart),
        section.Flag(GroupKeys.EncryptStreams));
}
