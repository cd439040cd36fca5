using System.Runtime.Versioning;
using CliWrap;
using CliWrap.Buffered;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.PullRequest;

/// <summary>A folder with <c>ci/preview</c> and a <c>pulumiw</c> that prints what a test wants.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PreviewScript : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("preview-");

    public PreviewScript()
    {
        Directory.CreateDirectory(Inside("ci"));
        File.WriteAllText(Inside("ci/preview"), Repository.Read("ci/preview"));
        File.WriteAllText(Inside("ci/preview.jq"), Repository.Read("ci/preview.jq"));
        File.SetUnixFileMode(Inside("ci/preview"), Executable);
    }

    /// <summary>Null removes a variable.</summary>
    public Dictionary<string, string?> Environment { get; } = new()
    {
        ["PULUMI_CONFIG_PASSPHRASE"] = "x",
        ["PULUMI_CONFIG_PASSPHRASE_FILE"] = null,
        ["PREVIEW_PULL_REQUEST"] = null,
    };

    public string Inside(string path) => Path.Combine(_folder.FullName, path);

    public void Pulumi(string json, string errors = "", int exitCode = 0)
    {
        File.WriteAllText(Inside("json"), json);
        File.WriteAllText(Inside("errors"), errors);
        AddProgram("pulumiw", $"echo \"$*\" >called; cat json; cat errors >&2; exit {exitCode}");
    }

    public void AddProgram(string name, string script)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Inside(name))!);
        File.WriteAllText(Inside(name), $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(Inside(name), Executable);
    }

    public async Task<BufferedCommandResult> RunAsync(params string[] arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await Cli.Wrap(Inside("ci/preview"))
            .WithArguments(arguments)
            .WithWorkingDirectory(_folder.FullName)
            .WithEnvironmentVariables(Environment)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(limit.Token);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
