namespace Pulumi.Engine.Providers.Tls.Keys;

/// <summary>The key algorithms of the tls provider, by its own names.</summary>
internal static class KeyAlgorithm
{
    public const string Rsa = "RSA";
    public const string Ecdsa = "ECDSA";
    public const string Ed25519 = "ED25519";

    public static readonly string[] All = [Rsa, Ecdsa, Ed25519];
}
