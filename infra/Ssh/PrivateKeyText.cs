using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace EncryptionInTransit.Infra.Ssh;

/// <summary>Tries whether the command provider will be able to log in with a private key.</summary>
public static class PrivateKeyText
{
    private const string Conversion = "ssh-keygen -p -f FILE";

    /// <summary>What is wrong with the key, and the cure; null if nothing is. Neither key nor password is in it.</summary>
    public static string? WhyUnusable(string text, string? password)
    {
        if (text.Contains("PuTTY-User-Key-File", StringComparison.Ordinal))
            return "is in PuTTY's format. Convert it: puttygen FILE.ppk -O private-openssh -o FILE";
        if (text.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal))
            return $"is PKCS#8 with a password, which Pulumi's command provider does not read. Convert it: {Conversion}";
        if (text.StartsWith("ssh-", StringComparison.Ordinal) || text.StartsWith("ecdsa-", StringComparison.Ordinal))
            return "is a public key. Take the file of the same name without .pub.";
        if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
            return "is no private key: it starts with '-----BEGIN'. If it is a path, give the file's content: "
                + "./pulumiw config set --secret --path 'encryption-in-transit:ssh.privateKey' <FILE";
        return WhyUnreadable(text, password);
    }

    private static string? WhyUnreadable(string text, string? password)
    {
        try
        {
            using var file = new PrivateKeyFile(new MemoryStream(Encoding.UTF8.GetBytes(text)), password);
            return null;
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            return "has a password. Set it beside the key: "
                + "./pulumiw config set --secret --path 'encryption-in-transit:ssh.privateKeyPassword'";
        }
        catch (Exception) when (password is not null)
        {
            return "cannot be opened with privateKeyPassword: the password is another one, or the key is cut. "
                + "Try it: ssh-keygen -y -f FILE";
        }
        catch (Exception)
        {
            // Many types are thrown for a broken key, some of which quote it.
            return "is cut or garbled. Try the file (ssh-keygen -y -f FILE), then set it again: "
                + "./pulumiw config set --secret --path 'encryption-in-transit:ssh.privateKey' <FILE";
        }
    }
}
