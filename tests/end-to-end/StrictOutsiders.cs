using CliWrap;
using CliWrap.Buffered;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>Programs of others that judge a certificate more strictly than database clients do: OpenSSL with -x509_strict, and GnuTLS.</summary>
public static class StrictOutsiders
{
    /// <param name="chain">PEM: the certificate, then what is sent along with it.</param>
    /// <param name="trusted">PEM of the only CAs that are trusted.</param>
    /// <param name="hostname">Whom a server's certificate is for; null for a client's.</param>
    public static async Task AcceptAsync(string chain, string trusted, string? hostname)
    {
        var folder = Directory.CreateTempSubdirectory("strict-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "chain.crt"), chain);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "trusted.crt"), trusted);
            string[] forWhom = hostname is null ? ["-purpose", "sslclient"] : ["-purpose", "sslserver", "-verify_hostname", hostname];
            await AcceptedAsync(folder, "openssl",
                ["verify", "-x509_strict", "-no-CAfile", "-no-CApath", .. forWhom, "-CAfile", "trusted.crt", "-untrusted", "chain.crt", "chain.crt"]);
            string[] named = hostname is null ? [] : ["--verify-hostname", hostname];
            await AcceptedAsync(folder, "certtool", ["--verify", "--verify-profile", "medium", .. named, "--load-ca-certificate", "trusted.crt", "--infile", "chain.crt"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task AcceptedAsync(DirectoryInfo folder, string program, string[] arguments)
    {
        var result = await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(folder.FullName)
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)}:\n{result.StandardOutput}{result.StandardError}");
    }
}
