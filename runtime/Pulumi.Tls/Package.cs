namespace Pulumi.Tls;

/// <summary>What every resource of the package says of its provider.</summary>
internal static class Package
{
    /// <summary>The version of the tls provider these resources are of.</summary>
    public const string Version = "5.5.1";
}
