using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using CliWrap;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// A stack in a folder of its own (project file, configuration, state, passphrase), driven by <c>./pulumiw</c> as a user does.
/// </summary>
public sealed class Stack : IDisposable
{
    public const string Name = "test";

    /// <summary>As ProxySQL is shipped.</summary>
    private const string ProxySqlAdminPassword = "admin";

    private const string Faketime = "/usr/bin/faketime";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("encryption-in-transit-");
    private readonly Dictionary<string, string?> _environment;

    private Stack()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "state"));
        var temporary = Directory.CreateDirectory(Path.Combine(_folder.FullName, "tmp"));
        _environment = new Dictionary<string, string?>
        {
            ["PULUMIW_ENGINE"] = "embedded",
            ["PULUMI_BACKEND_URL"] = "file://" + Path.Combine(_folder.FullName, "state"),
            ["PULUMI_HOME"] = Path.Combine(_folder.FullName, "home"),
            ["PULUMI_CONFIG_PASSPHRASE"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            ["PULUMI_CONFIG_PASSPHRASE_FILE"] = null,
            ["TMPDIR"] = temporary.FullName,
            // Files keep the times that they have: another day is no reason to build the program anew.
            ["NO_FAKE_STAT"] = "1",
        };
    }

    public string StateFolder => Path.Combine(_folder.FullName, "state", ".pulumi");

    public string ConfigurationPath => Path.Combine(_folder.FullName, $"Pulumi.{Name}.yaml");

    public string StatePath => Path.Combine(StateFolder, "stacks", "encryption-in-transit", Name + ".json");

    public string Passphrase
    {
        get => _environment["PULUMI_CONFIG_PASSPHRASE"]!;
        set => _environment["PULUMI_CONFIG_PASSPHRASE"] = value;
    }

    /// <summary>When all commands run, as faketime takes it; null is now.</summary>
    public string? Clock { get; set; }

    /// <summary>Where commands put what they need for themselves.</summary>
    public DirectoryInfo TemporaryFolder => new(_environment["TMPDIR"]!);

    public static Task<Stack> CreateAsync(LabRun lab, params string[] nodes) => CreateAsync(lab, nodes, more: "");

    /// <param name="more">As <see cref="StackConfiguration.Render"/> takes it.</param>
    public static async Task<Stack> CreateAsync(LabRun lab, IReadOnlyList<string> nodes, string more)
    {
        var stack = new Stack();
        List<LabNode> all = [.. nodes.Select(name => lab.Nodes[name])];
        await File.WriteAllTextAsync(
            Path.Combine(stack._folder.FullName, "Pulumi.yaml"),
            $"name: encryption-in-transit\nruntime: dotnet\nmain: {Path.Combine(Repository.Root, "infra")}\n");
        await File.WriteAllTextAsync(
            stack.ConfigurationPath, StackConfiguration.Render(all, more));
        (await stack.RunAsync("stack", "init", Name)).MustSucceed();
        var first = lab.Nodes.Values.First();
        await stack.SetSecretAsync("encryption-in-transit:ssh.privateKey", await File.ReadAllTextAsync(first.SshKeyPath));
        await stack.SetSecretAsync("encryption-in-transit:proof.password", first.ProofPassword);
        foreach (var (index, _) in all.Index().Where(entry => StackConfiguration.IsProxy(entry.Item)))
            await stack.SetSecretAsync($"encryption-in-transit:nodes[{index}].proxysql.adminPassword", ProxySqlAdminPassword);
        return stack;
    }

    /// <summary>Runs <c>./pulumiw</c> in the stack's folder; never throws for an exit code.</summary>
    public Task<Run> RunAsync(params string[] arguments) => StartAsync(CancellationToken.None, arguments);

    /// <summary>The same on another day.</summary>
    /// <param name="later">As faketime takes it: <c>+30d</c>.</param>
    public async Task<Run> RunOnAsync(string later, params string[] arguments)
    {
        Clock = later;
        try
        {
            return await RunAsync(arguments);
        }
        finally
        {
            Clock = null;
        }
    }

    /// <summary>The same, running until it ends or <paramref name="kill"/> is cancelled, which is a <c>kill -9</c> of the engine.</summary>
    /// <exception cref="OperationCanceledException">It was killed.</exception>
    public Task<Run> StartAsync(CancellationToken kill, params string[] arguments) =>
        Run.OfAsync(string.Join(' ', arguments), Prepare(arguments), kill);

    /// <summary>What a pull request gets to see.</summary>
    public Task<Run> PreviewForPullRequestAsync() => Run.OfAsync("ci/preview", Prepare([Name], "ci/preview"));

    public Task<Run> UpAsync(params string[] more) => RunAsync(["up", "--yes", .. more]);

    public async Task SetAsync(string path, string value) =>
        (await RunAsync("config", "set", "--path", path, value)).MustSucceed();

    public Task SetSecretAsync(string path, string value) => SetFromInputAsync(path, value, "--secret");

    /// <summary>Several lines, as from a file.</summary>
    public Task SetTextAsync(string path, string value) => SetFromInputAsync(path, value);

    /// <summary>As with an editor: the first match.</summary>
    public async Task EditAsync(string pattern, string replacement)
    {
        var text = await File.ReadAllTextAsync(ConfigurationPath);
        Assert.Matches(pattern, text);
        await File.WriteAllTextAsync(ConfigurationPath, new Regex(pattern).Replace(text, replacement, count: 1));
    }

    /// <param name="list">As in the file: <c>[1, 2]</c>.</param>
    public Task SetCaGenerationsAsync(string list) => EditAsync(@"caGenerations: \[[^\]]*\]", $"caGenerations: {list}");

    private async Task SetFromInputAsync(string path, string value, params string[] options)
    {
        var command = Prepare(["config", "set", .. options, "--path", path]).WithStandardInputPipe(PipeSource.FromString(value));
        (await Run.OfAsync($"config set --path {path}", command)).MustSucceed();
    }

    /// <summary>The stack output <c>proof</c>: one object per node, by the node's name.</summary>
    public async Task<Dictionary<string, JsonElement>> ProofAsync()
    {
        var run = (await RunAsync("stack", "output", "proof", "--json")).MustSucceed();
        return JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToDictionary(row => row.GetProperty("node").GetString()!);
    }

    /// <summary>The stack output <c>clients</c>: what clients of an account get, by node.</summary>
    public async Task<Dictionary<string, HandedOut>> HandedOutAsync(string user)
    {
        var run = (await RunAsync("stack", "output", "clients", "--json", "--show-secrets")).MustSucceed();
        return JsonDocument.Parse(run.Output).RootElement.EnumerateObject().ToDictionary(node => node.Name, node =>
        {
            var client = node.Value.GetProperty(user);
            return new HandedOut(
                client.GetProperty("caCertificate").GetString()!, client.GetProperty("certificate").GetString()!, client.GetProperty("privateKey").GetString()!);
        });
    }

    public async Task<JsonElement> ExportAsync() =>
        JsonDocument.Parse((await RunAsync("stack", "export")).MustSucceed().Output).RootElement;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A command in the stack's folder, not yet started.</summary>
    public Command Prepare(string[] arguments, string program = "pulumiw") =>
        (Clock is null
            ? Cli.Wrap(Path.Combine(Repository.Root, program)).WithArguments(arguments)
            : Cli.Wrap(Faketime).WithArguments(["-f", Clock, Path.Combine(Repository.Root, program), .. arguments]))
            .WithWorkingDirectory(_folder.FullName)
            .WithEnvironmentVariables(_environment);
}
