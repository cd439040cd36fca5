using System.Runtime.Versioning;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Program;

/// <summary>The line of the README that writes the files, run as it stands there.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HandOutLineOfTheReadme : IDisposable
{
    private const string Secret = "c3dvcmRmaXNoIAAB/w==";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public async Task Writes_every_file_for_its_owner_alone_and_names_no_secret_in_an_argument()
    {
        string[] paths = [Inside("new/db1/app/client-key.pem"), Inside("there/mysql.cnf"), Inside("with a space's/client.p12")];
        Directory.CreateDirectory(Inside("there"));
        File.WriteAllText(Inside("there/mysql.cnf"), "an older one");
        File.SetUnixFileMode(Inside("there/mysql.cnf"), (UnixFileMode)0b110_100_100);
        AddPulumi(JsonSerializer.Serialize(paths.ToDictionary(path => path, _ => Secret)));
        foreach (var program in new[] { "jq", "base64", "install" })
            AddRecorder(program);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var result = await Cli.Wrap("bash").WithArguments(["-euo", "pipefail", "-c", Line()]).WithWorkingDirectory(_folder.FullName)
            .WithEnvironmentVariables(variables => variables.Set("PATH", $"{Inside("bin")}:{Environment.GetEnvironmentVariable("PATH")}"))
            .ExecuteBufferedAsync(limit.Token);

        Assert.Empty(result.StandardOutput + result.StandardError);
        Assert.All(paths, path =>
        {
            Assert.Equal(Convert.FromBase64String(Secret), File.ReadAllBytes(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        });
        var arguments = File.ReadAllText(Inside("arguments"));
        Assert.Equal(1 + (2 * paths.Length), arguments.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain(Secret, arguments);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Line() =>
        Assert.Single(Repository.Read("README.md").Split('\n'), line => line.Contains("stack output clientFiles", StringComparison.Ordinal)).Trim();

    private void AddPulumi(string json)
    {
        File.WriteAllText(Inside("files.json"), json);
        AddProgram("pulumiw", "[ \"$*\" = 'stack output clientFiles --json --show-secrets' ] || exit 9; exec cat files.json");
    }

    /// <summary>Writes down what it is called with, and is the program of that name.</summary>
    private void AddRecorder(string program)
    {
        Directory.CreateDirectory(Inside("bin"));
        AddProgram($"bin/{program}", $"echo \"{program} $*\" >>'{Inside("arguments")}'; PATH=${{PATH#*:}} exec {program} \"$@\"");
    }

    private void AddProgram(string name, string script)
    {
        File.WriteAllText(Inside(name), $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(Inside(name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private string Inside(string path) => Path.Combine(_folder.FullName, path);
}
