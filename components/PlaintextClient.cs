using System.Text.Json;

namespace EncryptionInTransit;

/// <summary>A client that comes without TLS, as a node tells of it.</summary>
/// <param name="Program">Empty if the server does not know it.</param>
/// <param name="LastSeen">ISO 8601; empty if the server does not know it.</param>
/// <param name="Source">How it was noticed: <c>session</c>, <c>logins</c> or <c>refused</c>.</param>
/// <param name="Allowed">By name, in the configuration.</param>
public sealed record PlaintextClient(string User, string Host, string Program, string LastSeen, string Source, bool Allowed)
{
    private const string Label = "plaintext-clients: ";

    /// <summary>The list in what a command of the node tool printed: its last line of that kind.</summary>
    /// <returns>Empty if it has no such line: then nobody looked.</returns>
    /// <exception cref="JsonException">The line is no such list.</exception>
    public static IReadOnlyList<PlaintextClient> Parse(string stdout) =>
        stdout.Split('\n').LastOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal)) is { } found
            ? JsonSerializer.Deserialize<List<PlaintextClient>>(found[Label.Length..], JsonSerializerOptions.Web) ?? []
            : [];
}
