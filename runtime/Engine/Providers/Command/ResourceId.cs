using System.Security.Cryptography;

namespace Pulumi.Engine.Providers.Command;

/// <summary>Identifiers of things that have none of their own.</summary>
internal static class ResourceId
{
    /// <summary>The name and eight random hexadecimal digits.</summary>
    public static string New(string name) => name + RandomNumberGenerator.GetHexString(8, lowercase: true);
}
