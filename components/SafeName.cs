using System.Text;

namespace EncryptionInTransit;

/// <summary>A text of any characters as part of a resource's name or of a path: two texts never become one name.</summary>
internal static class SafeName
{
    /// <summary>
    /// Letters, digits, '.', '_' and '-' stay; anything else, and a dot in front, becomes '~' and two hex digits for each
    /// byte of UTF-8. Resource names, file systems, URLs and shells all take '~' as it is.
    /// </summary>
    public static string Of(string text)
    {
        var name = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'_' or (byte)'-' || (octet == '.' && name.Length > 0))
                name.Append((char)octet);
            else
                name.Append($"~{octet:X2}");
        }
        return name.ToString();
    }
}
