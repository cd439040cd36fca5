using System.Globalization;

namespace EncryptionInTransit;

/// <summary>What the certificates of a node are called in the stack, so that they are found again in its state.</summary>
public static class CertificateResourceNames
{
    /// <summary>Of a CA's certificate; its key has <c>-key</c> behind it.</summary>
    public static string Ca(string node, int generation) => $"{CaPrefix(node)}{generation}";

    /// <summary>Which of the node's CAs has this name; null if none.</summary>
    public static int? CaGeneration(string node, string resource) =>
        resource.StartsWith(CaPrefix(node), StringComparison.Ordinal)
        && int.TryParse(resource.AsSpan(CaPrefix(node).Length), NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? generation
            : null;

    /// <summary>Of the newest CA's name and key, signed by an older CA.</summary>
    public static string Cross(string node, int newest, int older) => $"{Ca(node, newest)}-signed-by-{older}";

    public static string Server(string node) => Certificate(ServerPrefix(node));

    public static string Client(string node) => Certificate(ClientPrefix(node));

    public static string Account(string node, string user) => Certificate(AccountPrefix(node, user));

    private static string CaPrefix(string node) => $"{node}-ca-";

    internal static string ServerPrefix(string node) => $"{node}-server";

    internal static string ClientPrefix(string node) => $"{node}-client";

    internal static string AccountPrefix(string node, string user) => $"{node}-account-{SafeName.Of(user)}";

    internal static string Certificate(string prefix) => $"{prefix}-certificate";
}
