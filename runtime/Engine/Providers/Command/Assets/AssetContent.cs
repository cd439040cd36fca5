using System.Security.Cryptography;
using System.Text;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Command.Assets;

/// <summary>Reads what assets and archives consist of.</summary>
internal static class AssetContent
{
    private static readonly HttpClient Http = new();

    /// <exception cref="ProviderException">It cannot be read.</exception>
    public static Stream Open(PropertyMap asset)
    {
        if (asset.Text(AssetValue.Text) is { } text)
            return new MemoryStream(Encoding.UTF8.GetBytes(text));
        if (asset.Text(AssetValue.Path) is { } path)
            return OpenFile(path);
        return asset.Text(AssetValue.Uri) is { } uri
            ? OpenUri(uri)
            : throw new ProviderException("the asset has neither a text, nor a path, nor a URI");
    }

    /// <summary>The files of an archive of named assets, by their paths in it.</summary>
    public static IEnumerable<(string Path, PropertyMap Asset)> Entries(PropertyMap archive, string prefix = "")
    {
        foreach (var (name, value) in archive.Object(AssetValue.Assets) ?? PropertyMap.Empty)
        {
            if (value is not PropertyValue.ObjectValue { Properties: var item })
                throw new ProviderException($"'{prefix}{name}' in the archive is neither an asset nor an archive");
            if (item.IsAsset())
                yield return (prefix + name, item);
            else if (item.Text(AssetValue.Path) is { } folder && Directory.Exists(folder))
            {
                foreach (var file in Files(folder))
                    yield return ($"{prefix}{name}/{Path.GetRelativePath(folder, file)}", AssetValue.OfFile(file).Properties);
            }
            else if (item.ContainsKey(AssetValue.Assets))
            {
                foreach (var entry in Entries(item, $"{prefix}{name}/"))
                    yield return entry;
            }
            else
            {
                throw new ProviderException($"'{prefix}{name}' is an archive file inside an archive: give its folder or its files instead");
            }
        }
    }

    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>SHA-256 of an asset's bytes (as the official engine has it), or of an archive's names and bytes.</summary>
    public static string Digest(PropertyMap value)
    {
        if (value.IsAsset() || value.ContainsKey(AssetValue.Uri) || File.Exists(value.Text(AssetValue.Path)))
            return Digest(Open(value));
        var entries = value.Text(AssetValue.Path) is { } folder
            ? Files(folder).Select(file => (Path.GetRelativePath(folder, file), AssetValue.OfFile(file).Properties))
            : Entries(value);
        var lines = entries.Select(e => $"{Digest(Open(e.Item2))}  {e.Item1}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    private static string Digest(Stream stream)
    {
        using (stream)
            return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException($"open {path}: {e.Message}", e);
        }
    }

    private static Stream OpenUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "file"))
            throw new ProviderException($"cannot read '{text}': its scheme must be http, https or file");
        if (uri.IsFile)
            return OpenFile(uri.LocalPath);
        try
        {
            using var response = Http.Send(new HttpRequestMessage(HttpMethod.Get, uri));
            var content = new MemoryStream();
            response.EnsureSuccessStatusCode().Content.ReadAsStream().CopyTo(content);
            content.Position = 0;
            return content;
        }
        catch (HttpRequestException e)
        {
            throw new ProviderException($"failed to read '{text}': {e.Message}", e);
        }
    }
}
