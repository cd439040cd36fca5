namespace Pulumi.Command;

/// <summary>What every resource of the package says of its provider.</summary>
internal static class Package
{
    /// <summary>The version of the command provider these resources are of.</summary>
    public const string Version = "1.2.1";
}
