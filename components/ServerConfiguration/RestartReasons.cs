namespace EncryptionInTransit;

/// <summary>Why a server has to be restarted for a config file, as far as that can be told without asking it.</summary>
public static class RestartReasons
{
    /// <summary>A sentence for each thing that the server takes only at its start, in the node tool's words.</summary>
    /// <param name="before">The file that was activated last; null if there was none.</param>
    /// <param name="after">The file that is to be activated.</param>
    public static IReadOnlyList<string> Of(DatabaseKind kind, string? before, string after)
    {
        // The others take everything that the file sets while they run.
        if (kind != DatabaseKind.MariaDb)
            return [];
        if (before is null)
            return ["MariaDB takes ssl_cert only at its start"];
        var (old, @new) = (SslConfigFile.ServerOptions(before), SslConfigFile.ServerOptions(after));
        return
        [
            .. old.Keys.Union(@new.Keys).Order(StringComparer.Ordinal)
                .Where(option => old.GetValueOrDefault(option) != @new.GetValueOrDefault(option))
                .Select(option => $"MariaDB takes {option} only at its start: it runs with {Value(old, option)}, the file will say {Value(@new, option)}"),
        ];
    }

    /// <summary>The same for a member of a cluster whose members are to talk over TLS; null where it does so already.</summary>
    /// <param name="activated">What it was asked when it was activated last; null if it never was.</param>
    public static string? OfMember(string? activated) => activated?.Contains($"\n{ClusterEncryption.MembersKey}: ", StringComparison.Ordinal) == true
        ? null
        : "Galera takes socket.ssl only at its start";

    /// <summary>Why such a member is restarted once more, when all of them have come that far; null where that is done.</summary>
    /// <param name="encrypted">What it was asked for it last; null if it never was.</param>
    public static string? OfMemberOnceMore(string? encrypted) => encrypted is null
        ? "once more, when all members of its group take TLS: only at its start Galera learns that it is to take nothing else"
        : null;

    /// <summary>Why such a member is restarted to go back to plaintext, each time that it is.</summary>
    public static IReadOnlyList<string> OfMemberGoingBack { get; } =
    [
        "back to plaintext between the members: only at its start Galera learns that it is to take plaintext as well",
        "once more, when all members of its group do: only at its start Galera gives up socket.ssl",
    ];

    private static string Value(IReadOnlyDictionary<string, string> options, string option) =>
        options.TryGetValue(option, out var value) ? $"\"{value}\"" : "what it had before";
}
