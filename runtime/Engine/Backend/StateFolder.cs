using System.Security.Cryptography;
using System.Text.Json;

namespace Pulumi.Engine.Backend;

/// <summary>
/// Files below the backend's folder, by their relative paths. Each has an <c>.attrs</c> sibling with its MD5, as the official
/// backend's storage library keeps it; a missing or wrong one does no harm there.
/// </summary>
internal sealed class StateFolder(string folder)
{
    private const string AttributesSuffix = ".attrs";

    public string PathOf(string relative) => Path.Join(folder, relative);

    public bool Exists(string relative) => File.Exists(PathOf(relative));

    public async Task WriteAsync(string relative, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var path = PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await AtomicFile.WriteAsync(path + AttributesSuffix, Attributes(content.Span), AtomicFile.Private, cancel);
        await AtomicFile.WriteAsync(path, content, AtomicFile.Private, cancel);
    }

    public void Delete(string relative)
    {
        File.Delete(PathOf(relative));
        File.Delete(PathOf(relative) + AttributesSuffix);
    }

    /// <summary>Where nothing of that name is.</summary>
    public void Move(string from, string to)
    {
        if (Exists(from + AttributesSuffix))
            File.Move(PathOf(from) + AttributesSuffix, PathOf(to) + AttributesSuffix);
        File.Move(PathOf(from), PathOf(to));
    }

    public void DeleteFolder(string relative)
    {
        if (Directory.Exists(PathOf(relative)))
            Directory.Delete(PathOf(relative), recursive: true);
    }

    /// <summary>Names (not paths) of the files in a folder that end with the suffix, without it, in ordinal order.</summary>
    public IReadOnlyList<string> List(string relativeFolder, string suffix) => Directory.Exists(PathOf(relativeFolder))
        ? [.. Directory.EnumerateFiles(PathOf(relativeFolder))
            .Select(p => Path.GetFileName(p))
            .Where(n => n.EndsWith(suffix, StringComparison.Ordinal) && !n.StartsWith('.'))
            .Select(n => n[..^suffix.Length])
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Names of the folders in a folder, in ordinal order.</summary>
    public IReadOnlyList<string> ListFolders(string relativeFolder) => Directory.Exists(PathOf(relativeFolder))
        ? [.. Directory.EnumerateDirectories(PathOf(relativeFolder)).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)]
        : [];

    private static byte[] Attributes(ReadOnlySpan<byte> content) => JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, string?>
        {
            ["user.cache_control"] = "",
            ["user.content_disposition"] = "",
            ["user.content_encoding"] = "",
            ["user.content_language"] = "",
            ["user.content_type"] = "text/plain; charset=utf-8",
            ["user.metadata"] = null,
            ["md5"] = Convert.ToBase64String(MD5.HashData(content)),
        },
        State.JsonTexts.Compact);
}
