namespace Pulumi.Engine.Providers;

/// <summary>The parts of a URN that a provider looks at.</summary>
/// <remarks><c>urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME</c>; the name itself may hold <c>::</c>.</remarks>
internal static class ResourceUrn
{
    /// <summary>The resource's own type token, for example <c>tls:index/privateKey:PrivateKey</c>.</summary>
    public static string Type(string urn)
    {
        var types = Part(urn, 2);
        return types[(types.LastIndexOf('$') + 1)..];
    }

    public static string Name(string urn) => Part(urn, 3);

    private static string Part(string urn, int index)
    {
        var parts = urn.Split("::", 4);
        return parts.Length == 4 ? parts[index] : throw new ArgumentException($"'{urn}' is not the URN of a resource", nameof(urn));
    }
}
