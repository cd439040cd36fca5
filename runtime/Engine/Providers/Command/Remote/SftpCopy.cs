using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Command.Assets;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Pulumi.Engine.Providers.Command.Remote;

/// <summary>Copies with the rules of the official provider: into a folder that is there, else to the very path; <c>folder/</c> means its content.</summary>
internal sealed class SftpCopy(SftpClient sftp)
{
    /// <exception cref="ProviderException">The two do not fit together.</exception>
    public void Copy(PropertyMap source, string remotePath)
    {
        if (source.ContainsKey(AssetValue.Assets))
            CopyEntries(source, remotePath);
        else if (source.Text(AssetValue.Path) is { } folder && Directory.Exists(folder))
            CopyFolder(folder, remotePath);
        else
            CopyFile(source, remotePath);
    }

    private void CopyFile(PropertyMap source, string remotePath)
    {
        var path = remotePath;
        if (Attributes(path) is { IsDirectory: true })
        {
            var name = Path.GetFileName(source.Text(AssetValue.Path) ?? (source.Text(AssetValue.Uri) is { } uri ? new Uri(uri).AbsolutePath : ""));
            if (name.Length == 0)
                throw new ProviderException($"remote path {path} is a directory; cannot determine destination filename: write it into 'remotePath'");
            path = Join(path, name);
        }

        MakeFolder(Parent(path));
        Upload(source, path);
    }

    private void CopyFolder(string folder, string remotePath)
    {
        var target = folder.EndsWith('/') ? remotePath : Join(remotePath, Path.GetFileName(folder));
        MakeFolder(target);
        foreach (var directory in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            MakeFolder(Join(target, Path.GetRelativePath(folder, directory)));
        foreach (var file in AssetContent.Files(folder))
            Upload(AssetValue.OfFile(file).Properties, Join(target, Path.GetRelativePath(folder, file)));
    }

    private void CopyEntries(PropertyMap archive, string remotePath)
    {
        MakeFolder(remotePath);
        foreach (var (name, asset) in AssetContent.Entries(archive))
        {
            MakeFolder(Parent(Join(remotePath, name)));
            Upload(asset, Join(remotePath, name));
        }
    }

    private void Upload(PropertyMap asset, string path)
    {
        using var content = AssetContent.Open(asset);
        sftp.UploadFile(content, path, canOverride: true);
    }

    private void MakeFolder(string path)
    {
        switch (Attributes(path))
        {
            case { IsDirectory: true }:
                return;
            case not null:
                throw new ProviderException($"remote path {path} exists but is not a directory");
        }

        MakeFolder(Parent(path));
        sftp.CreateDirectory(path);
    }

    private SftpFileAttributes? Attributes(string path)
    {
        try
        {
            return sftp.GetAttributes(path);
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }

    // Relative paths begin in the user's home, which is there.
    private static string Parent(string path) => path.TrimEnd('/').LastIndexOf('/') switch
    {
        -1 => ".",
        0 => "/",
        var slash => path[..slash],
    };

    private static string Join(string folder, string name) => $"{folder.TrimEnd('/')}/{name}";
}
