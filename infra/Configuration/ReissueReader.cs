namespace EncryptionInTransit.Infra.Configuration;

/// <summary>Reads <c>reissue</c>, of all nodes or of one.</summary>
internal static class ReissueReader
{
    public static ReissueNumbers Read(SectionReader section) => new(
        section.Number(ReissueKeys.Everything), section.Number(ReissueKeys.Server), section.Number(ReissueKeys.Client));
}
