using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>What the tool reads from stdin, as in components/NodeTool.</summary>
internal static class Requests
{
    public const string Owner = "project/dev/db";

    public static string Claim(string server, string owner = Owner, string? adminUser = null, string? adminPassword = null) =>
        Text([$"owner: {owner}", $"server: {server}",
            .. adminUser is null ? [] : new[] { $"admin-user: {adminUser}" },
            .. adminPassword is null ? [] : new[] { $"admin-password: {adminPassword}" }]);

    /// <summary>A claim that names the CAs to come.</summary>
    public static string ClaimWith(string server, bool abrupt, params Authority[] authorities) =>
        Text([$"owner: {Owner}", $"server: {server}", $"ca-keys: {string.Join(' ', authorities.Select(authority => authority.KeySha256))}",
            .. abrupt ? new[] { "ca-change: abrupt" } : []]);

    /// <summary>The same, where others are trusted and issue nothing.</summary>
    public static string ClaimWith(string server, Authority issuing, Authority trusted) =>
        Text([$"owner: {Owner}", $"server: {server}", $"ca-keys: {issuing.KeySha256}", $"also-trusted-ca-keys: {trusted.KeySha256}"]);

    /// <summary>A claim that takes over what the vendor's add-on left.</summary>
    public static string ClaimAndAdopt(string server, bool abrupt = false) =>
        Text([$"owner: {Owner}", $"server: {server}", "adopt: true", .. abrupt ? new[] { "ca-change: abrupt" } : []]);

    /// <param name="members">The CAs of all members of the cluster.</param>
    /// <param name="sources">Those of all nodes that may be replicated from.</param>
    public static string InstallCertificates(string claim, Certificates certificates, string? members = null, string? sources = null) =>
        Text(
            [$"claim: {claim}", $"server-generation: {certificates.ServerGeneration}", $"client-generation: {certificates.ClientGeneration}"],
            [("server/root.crt", certificates.Root), ("server/server.crt", certificates.Server), ("server/server.key", certificates.ServerKey),
                ("client/root.crt", certificates.Root), ("client/client.crt", certificates.Client), ("client/client.key", certificates.ClientKey),
                .. members is null ? [] : new[] { ("cluster/root.crt", members) },
                .. sources is null ? [] : new[] { ("replication/root.crt", sources) }]);

    /// <summary>For a key that the node makes.</summary>
    /// <param name="id">16 hex digits.</param>
    public static string RequestCertificate(LabNode node, string claim, string id, string key = "ec:P-256", string? subject = null) =>
        Text([$"claim: {claim}", $"request-id: {id}", $"key: {key}", $"subject: {subject ?? $"/CN={node.Hostname}"}",
            $"names: DNS:{node.Hostname},IP:{node.Address}", "usage: serverAuth", "reapply: 1"]);

    /// <summary>With the server's key of such a request.</summary>
    public static string InstallCertificatesWithKeyOf(string id, string claim, Certificates certificates) =>
        Text(
            [$"claim: {claim}", $"server-generation: {certificates.ServerGeneration}", $"client-generation: {certificates.ClientGeneration}", $"server-key: node {id}"],
            ("server/root.crt", certificates.Root), ("server/server.crt", certificates.Server),
            ("client/root.crt", certificates.Root), ("client/client.crt", certificates.Client), ("client/client.key", certificates.ClientKey));

    public static string Activate(
        string claim, Certificates certificates, string configuration, string restart = "allowed", string? fingerprint = null,
        string? topology = null, int? members = null) =>
        Text(
            [$"claim: {claim}", $"server-generation: {certificates.ServerGeneration}", $"client-generation: {certificates.ClientGeneration}",
                $"certificate-sha256: {fingerprint ?? certificates.Fingerprint}", $"restart: {restart}", "reapply: 1",
                .. topology is null ? [] : new[] { $"topology: {topology}" }, .. members is null ? [] : new[] { $"cluster-members: {members}" }],
            ("ssl-config.cnf", configuration));

    /// <summary>What the verbs of a member of a cluster read.</summary>
    /// <param name="cas">Of all members.</param>
    public static string Member(string claim, string cas) =>
        Text([$"claim: {claim}", "moment: 1", "restart: allowed", "cluster-members: 2"], ("root.crt", cas));

    public static string Role(string server, string? topology) =>
        Text([$"server: {server}", .. topology is null ? [] : new[] { $"topology: {topology}" }, "moment: 1"]);

    public static string Enforce(string claim, string phase, params (string Name, string Content)[] files) =>
        Text([$"claim: {claim}", $"require-secure-transport: {phase}", "reapply: 1"], files);

    public static string Release(LabNode node, string owner = Owner) => Claim(node.Server, owner);

    /// <summary>A request of any keys and files.</summary>
    public static string Text(IEnumerable<string> keys, params (string Name, string Content)[] files) =>
        string.Join('\n', ["request: 1", .. keys, .. files.Select(file => $"@file {file.Name}\n{file.Content.TrimEnd('\n')}\n@end"), "end: 1", ""]);
}
