using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace EncryptionInTransit.Infra.Ssh;

/// <summary>A known_hosts file of OpenSSH (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"), with hashed names and patterns.</summary>
public sealed class KnownHostsFile
{
    private const string Revoked = "@revoked";

    private readonly List<Line> _lines = [];

    /// <summary>Lines that are no entries are passed over, as ssh does; so are certificate authorities, which the command provider cannot check.</summary>
    public static KnownHostsFile Parse(IEnumerable<string> lines)
    {
        var file = new KnownHostsFile();
        foreach (var text in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var marker = text[0] == '@' ? text.Split([' ', '\t'], 2)[0] : "";
            var words = text[marker.Length..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 2 && marker is "" or Revoked && PublicHostKey.TryParse(words[1], out var key, out _))
                file._lines.Add(new(marker == Revoked, words[0].Split(','), key));
        }
        return file;
    }

    /// <summary>The best key of the host that is not revoked; null if there is none.</summary>
    public PublicHostKey? Find(string host, int port)
    {
        var name = NameOf(host, port);
        var ours = _lines.Where(line => line.IsFor(name)).ToList();
        var revoked = _lines.Where(line => line.Revoked).Select(line => line.Key).ToHashSet();
        return ours.Select(line => line.Key).Where(key => !revoked.Contains(key)).MinBy(key => key.Rank);
    }

    /// <summary>How such a file names a host: the port is in it only if it is not 22.</summary>
    public static string NameOf(string host, int port) =>
        port == 22 ? host.ToLowerInvariant() : $"[{host.ToLowerInvariant()}]:{port}";

    private sealed record Line(bool Revoked, IReadOnlyList<string> Names, PublicHostKey Key)
    {
        public bool IsFor(string name) =>
            Names.Any(pattern => Matches(pattern, name))
            && !Names.Any(pattern => pattern.StartsWith('!') && Matches(pattern[1..], name));

        private static bool Matches(string pattern, string name) =>
            pattern.StartsWith("|1|", StringComparison.Ordinal) ? MatchesHash(pattern, name) : MatchesGlob(pattern, name);

        private static bool MatchesGlob(string pattern, string name) => Regex.IsMatch(
            name, $"^{Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".")}$", RegexOptions.IgnoreCase);

        /// <summary><c>|1|salt|hash</c>: HMAC-SHA1 of the name, the salt being the key.</summary>
        private static bool MatchesHash(string pattern, string name)
        {
            var parts = pattern.Split('|');
            Span<byte> salt = new byte[pattern.Length];
            return parts.Length == 4
                && Convert.TryFromBase64String(parts[2], salt, out var length)
                && Convert.ToBase64String(HMACSHA1.HashData(salt[..length], Encoding.UTF8.GetBytes(name))) == parts[3];
        }
    }
}
