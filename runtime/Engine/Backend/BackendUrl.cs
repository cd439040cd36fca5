namespace Pulumi.Engine.Backend;

/// <summary>Where the state lives: a folder, as <c>file://</c> URL. Relative ones and <c>~</c> are allowed, as officially.</summary>
/// <param name="Text">As the user gave it: it keys the selected stack in the workspace settings.</param>
/// <param name="Folder">The folder that holds <c>.pulumi</c>.</param>
public sealed record BackendUrl(string Text, string Folder)
{
    public const string Default = Scheme + "~";
    private const string Scheme = "file://";

    /// <summary>The URL of a file of the backend as the official texts print it.</summary>
    public string Describe(string relativePath) => $"{Scheme}{Folder}/{relativePath}?no_tmp_dir=true";

    /// <exception cref="BackendException">Not a file URL, or there is no such folder.</exception>
    public static BackendUrl Open(string text, string home, string currentDirectory)
    {
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            throw new BackendException(
                $"the backend '{text}' is not supported by the embedded engine: use a folder, as PULUMI_BACKEND_URL=file:///path, or install the Pulumi CLI");
        var path = text[Scheme.Length..].Split('?')[0];
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Path.Join(home, path[1..]);
        var folder = Path.GetFullPath(path.Length == 0 ? "." : path, currentDirectory);
        if (folder.Length > 1)
            folder = folder.TrimEnd('/');
        if (!Directory.Exists(folder))
            throw new BackendException($"unable to open state directory \"{text}\": stat {folder}: no such file or directory");
        return new(text, folder);
    }
}
