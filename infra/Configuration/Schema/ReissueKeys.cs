namespace EncryptionInTransit.Infra.Configuration;

/// <summary>The keys of <c>reissue</c>, of all nodes or of one.</summary>
public static class ReissueKeys
{
    public static readonly Key Everything = Number("all", "Server and client certificates, those of `accounts` as well.");

    public static readonly Key Server = Number("server", "Server certificates only.");

    public static readonly Key Client = Number("client", "Client certificates only, those of `accounts` as well.");

    public static readonly Section All = new(Everything, Server, Client);

    private static Key Number(string name, string meaning) => new(name, KeyType.Number, meaning)
    {
        Default = "1",
        Range = (1, int.MaxValue),
    };
}
