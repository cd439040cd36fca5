namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>handOut</c>.</summary>
internal static class HandOutReader
{
    /// <summary>The folder on the clients' machines.</summary>
    public static string Read(SectionReader section)
    {
        var folder = section.Text(HandOutKeys.Folder) ?? "";
        if (folder.Length > 0 && (folder[0] != '/' || folder.Any(char.IsControl)))
            section.Mistakes.Invalid(section.PathOf(HandOutKeys.Folder), "is no absolute path. Write the folder from the root on, as /etc/mysql/clients.");
        return folder.TrimEnd('/');
    }
}
