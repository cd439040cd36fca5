using System.Security.Cryptography;
using System.Text;

namespace EncryptionInTransit;

/// <summary>
/// Both scripts as one line: their SHA-256, by which a preview shows that they are others, and they themselves, packed. The state of each
/// node has it twice, as what was asked for and as what was done, and an engine may write all of the state after each step.
/// </summary>
public static class NodeToolUpload
{
    private static readonly Lazy<(string Sha256, string Packed)> Scripts = new(() =>
    {
        var scripts = Encoding.UTF8.GetBytes(NodeToolScript.KeyMaker + NodeToolScript.Text);
        return (Convert.ToHexStringLower(SHA256.HashData(scripts)), Convert.ToBase64String(Gzip.Compress(scripts)));
    });

    /// <param name="reapply">With another number it is another text, and so the scripts are installed again.</param>
    public static string Render(int reapply) => $"sha256:{Scripts.Value.Sha256} reapply:{reapply} gzip+base64:{Scripts.Value.Packed}";
}
