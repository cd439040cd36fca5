using System.Text;
using System.Text.RegularExpressions;

namespace Pulumi.Engine.Providers.Command.Assets;

/// <summary>
/// Path patterns of <c>assetPaths</c> and <c>archivePaths</c>: <c>*</c> matches anything but <c>/</c>, <c>**</c> anything, <c>?</c> one
/// character but <c>/</c>, <c>[a-z]</c> and <c>[!a-z]</c> one of a class, <c>{a,b}</c> one of several, <c>\</c> takes the next character literally.
/// </summary>
internal static class Glob
{
    /// <exception cref="ProviderException">The pattern is not complete.</exception>
    public static Regex Compile(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    regex.Append(".*");
                    i++;
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[' when pattern.IndexOf(']', i + 2 < pattern.Length ? i + 2 : i) is var end && end > i:
                    var members = pattern[(i + 1)..end];
                    regex.Append(members[0] == '!' ? $"[^{Escape(members[1..])}]" : $"[{Escape(members)}]");
                    i = end;
                    break;
                case '{':
                    regex.Append("(?:");
                    depth++;
                    break;
                case '}' when depth > 0:
                    regex.Append(')');
                    depth--;
                    break;
                case ',' when depth > 0:
                    regex.Append('|');
                    break;
                case '\\' when i + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return depth == 0
            ? new Regex(regex.Append(@"\z").ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant)
            : throw new ProviderException($"the pattern '{pattern}' has a '{{' without its '}}'");
    }

    private static string Escape(string members) => members.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);
}
