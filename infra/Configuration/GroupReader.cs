namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>groups</c>. Whether their nodes exist is checked when the nodes are read.</summary>
internal static class GroupReader
{
    public static GroupConfiguration Read(SectionReader section)
    {
        var topology = section.Text(GroupKeys.Topology);
        return new(
            section.Text(GroupKeys.Name) ?? "",
            Enum.GetValues<Topology>().Cast<Topology?>().FirstOrDefault(one => one!.Value.Word() == topology),
            [.. (section.TextList(GroupKeys.Nodes) ?? []).Select(entry => entry.Value).Distinct()],
            section.Text(GroupKeys.Restart),
            section.Flag(GroupKeys.EncryptStreams));
    }
}
