using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi.Engine.Backend;

namespace Pulumi.Engine.Configuration;

/// <summary>
/// The selected stack of a project, per backend: <c>$PULUMI_HOME/workspaces/&lt;project&gt;-&lt;SHA-1 of Pulumi.yaml's path&gt;-workspace.json</c>.
/// </summary>
public sealed class WorkspaceSettings(string pulumiHome, ProjectFile project)
{
    private const string Stacks = "stacks";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 4, NewLine = "\n" };

    private readonly string _path = Path.Join(
        pulumiHome,
        "workspaces",
        $"{project.Name}-{Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(project.Path)))}-workspace.json");

    /// <summary>The backend of the last <c>pulumi login</c>; null when there was none.</summary>
    public static string? LoginUrl(string pulumiHome)
    {
        var path = Path.Join(pulumiHome, "credentials.json");
        return File.Exists(path) && Parse(path)["current"]?.GetValue<string>() is { Length: > 0 } url ? url : null;
    }

    /// <summary>The full name of the selected stack; null when none is.</summary>
    public string? Selected(BackendUrl backend) =>
        File.Exists(_path) ? (Parse(_path)[Stacks] as JsonObject)?[backend.Text]?.GetValue<string>() : null;

    /// <param name="stack">Null selects none.</param>
    public async Task SelectAsync(BackendUrl backend, StackReference? stack, CancellationToken cancel)
    {
        var settings = File.Exists(_path) ? Parse(_path) : [];
        if (settings[Stacks] is not JsonObject stacks)
            settings[Stacks] = stacks = [];
        stacks.Remove(backend.Text);
        if (stack is not null)
            stacks[backend.Text] = stack.FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        await AtomicFile.WriteAsync(_path, JsonSerializer.SerializeToUtf8Bytes(settings, Indented), AtomicFile.Private, cancel);
    }

    private static JsonObject Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? [];
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"{path} is not JSON: remove it and select the stack again", e);
        }
    }
}
