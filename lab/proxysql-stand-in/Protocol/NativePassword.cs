using System.Security.Cryptography;
using System.Text;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Protocol;

/// <summary>mysql_native_password: SHA1(password) XOR SHA1(scramble, SHA1(SHA1(password))).</summary>
internal static class NativePassword
{
    public const string Plugin = "mysql_native_password";

    /// <param name="known">The password, or its hash as <c>*</c> and 40 hexadecimal digits.</param>
    public static bool Matches(string known, byte[] scramble, ReadOnlySpan<byte> answer)
    {
        if (known.Length == 0)
            return answer.Length == 0;
        if (answer.Length != SHA1.HashSizeInBytes)
            return false;
        var isHash = known is ['*', ..] && known.Length == 41;
        var twice = isHash ? Convert.FromHexString(known[1..]) : SHA1.HashData(SHA1.HashData(Encoding.UTF8.GetBytes(known)));
        var once = SHA1.HashData([.. scramble, .. twice]);
        for (var i = 0; i < once.Length; i++)
            once[i] ^= answer[i];
        return SHA1.HashData(once).AsSpan().SequenceEqual(twice);
    }
}
