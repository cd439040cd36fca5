using CliWrap;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>A company's root and an intermediate below it, made by openssl in a folder of its own, which goes with it.</summary>
public sealed class CorporateCa : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("corporate-");

    public string Root => Read("root.crt");

    public string Intermediate => Read("intermediate.crt");

    /// <summary>Of the intermediate.</summary>
    public string Key => Read("intermediate.key");

    /// <param name="key">As openssl's <c>-newkey</c> and what goes with it: <c>rsa:2048</c>.</param>
    public static async Task<CorporateCa> CreateAsync(string name, params string[] key)
    {
        var ca = new CorporateCa();
        await ca.OpenSslAsync(["req", "-x509", "-newkey", .. key, "-nodes", "-keyout", "root.key", "-out", "root.crt", "-days", "3650", "-subj", $"/O=Example/CN={name} root",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign"]);
        await ca.OpenSslAsync(["req", "-new", "-newkey", .. key, "-nodes", "-keyout", "intermediate.key", "-out", "intermediate.csr", "-subj", $"/O=Example/CN={name} databases",
            "-addext", "basicConstraints=critical,CA:TRUE,pathlen:0", "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-addext", "subjectKeyIdentifier=hash"]);
        await ca.OpenSslAsync("x509", "-req", "-in", "intermediate.csr", "-CA", "root.crt", "-CAkey", "root.key", "-copy_extensions", "copy", "-out", "intermediate.crt", "-days", "1800");
        return ca;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullName, file));

    private async Task OpenSslAsync(params string[] arguments) =>
        await Cli.Wrap("openssl").WithArguments(arguments).WithWorkingDirectory(_folder.FullName).ExecuteAsync();
}
