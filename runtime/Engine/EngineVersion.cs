using System.Security.Cryptography;
using System.Text;

namespace Pulumi.Engine;

/// <summary>The version of Pulumi whose behaviour and file formats the embedded engine has.</summary>
public static class EngineVersion
{
    public const string Text = "v3.274.1";

    /// <summary>The state's <c>manifest.magic</c>: by it Pulumi recognises a manifest that was written by hand.</summary>
    public static readonly string Magic = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
