namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>handOut</c>.</summary>
internal static class HandOutReader
{
    /// <summary>Of users that have none of their own; null if there is none.</summary>
    public static int? CaGeneration(SectionReader section) => section.OptionalNumber(HandOutKeys.CaGeneration);

    /// <summary>The folder on the clients' machines.</summary>
    public static string Folder(SectionReader section)
    {
        var folder = section.Text(HandOutKeys.Folder) ?? "";
        if (folder.Length > 0 && (folder[0] != '/' || folder.Any(char.IsControl)))
            section.Mistakes.Invalid(section.PathOf(HandOutKeys.Folder), "is no absolute path. Write the folder from the root on, as /etc/mysql/clients.");
        return folder.TrimEnd('/');
    }
}
