using Pulumi.Engine.Tests.Faults;
using Pulumi.Engine.Tests.Providers.Command;

namespace Pulumi.Engine.Tests.Leaks;

/// <summary>
/// A stack with secrets of every kind goes through all that a stack goes through. Neither what the engine prints nor any file that it
/// leaves shows one, but where somebody asks for it.
/// </summary>
public sealed class NoSecretAnywhere : WithSshServer
{
    /// <summary>Each is a secret or a part of one; none has a letter that any notation writes differently.</summary>
    private static readonly string[] Given =
    [
        "correct horse", "password-one-93ab", "password-two-74de", "document-line-1f9a", "document-quoted-2b7c", "document-slash-3d5e", "literal-secret-51c2",
    ];

    /// <summary>Of the first line of an ECDSA key; the rest of the line is secret, and the other lines are of the public key.</summary>
    private const int ConstantBeginning = 10;

    private static readonly string Document = $"{Given[3]}\n  the \"{Given[4]}\"\n$home\\{Given[5]}\n";

    private readonly List<(string Where, string Text)> _seen = [];
    private FaultyStack _stack = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _stack = await FaultyStack.CreateAsync("Leaks/Sample", new() { ["port"] = $"{Server.Port}", ["hostKey"] = Server.HostKey });
        await SetAsync("sshKey", Server.ClientKey);
        await SetAsync("document", Document);
        await SetAsync("password", Given[1]);
    }

    public override async Task DisposeAsync()
    {
        _stack.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task UnlessSomebodyAsksForIt()
    {
        (await RunAsync(1, "up", "--skip-preview", "-c", "faults:fails=3")).MustSay("exit status 3");
        (await RunAsync(1, "up", "--skip-preview", "--json")).MustSay("exit status 3");
        await RunAsync(0, "preview", "--diff", "-c", "faults:fails=0");
        await RunAsync(0, "up", "--skip-preview", "--diff", "--logtostderr", "-v=9");

        await SetAsync("password", Given[2]);
        await ReadAsync();
        await KilledAsync();
        (await RunAsync(1, "up", "--skip-preview", "--diff", "--logtostderr", "-v=9", "-c", "faults:fails=3")).MustSay("exit status 3");
        await RunAsync(0, "up", "--skip-preview", "--json", "--refresh", "-c", "faults:fails=0");
        var key = await AskedForAsync();
        await ReadAsync();
        await RunAsync(0, "preview", "--diff", "--replace", "**");
        await RunAsync(0, "destroy", "--skip-preview", "--diff");
        await RunAsync(0, "stack", "history", "--json");
        LookAtFiles("the end");

        string[] secrets = [.. Given, .. PartsOf(Server.ClientKey.Split('\n')[1..^2]), .. PartsOf(key.Split('\n')[1][ConstantBeginning..])];
        var shown = _seen.SelectMany(seen => secrets.Where(secret => seen.Text.Contains(secret, StringComparison.Ordinal)).Select(secret => (seen, secret)))
            .Select(found => $"{found.seen.Where}: {found.seen.Text.Split('\n').First(line => line.Contains(found.secret, StringComparison.Ordinal))}");
        Assert.Equal("", string.Join('\n', shown));
    }

    /// <summary>Everything that only reads.</summary>
    private async Task ReadAsync()
    {
        foreach (var command in (string[])
        [
            "preview", "preview --diff", "preview --json", "refresh --yes --diff", "refresh --skip-preview --json", "stack", "stack --show-urns --show-ids",
            "stack output", "stack output --json", "stack output password", "stack output key", "stack output nested --json", "stack output --shell",
            "stack history", "stack history --json", "stack export", "config", "config --json", "about",
        ])
        {
            await RunAsync(0, command.Split(' '));
        }
        LookAtFiles("after reading");
    }

    /// <summary>The journal of a run that was killed.</summary>
    private async Task KilledAsync()
    {
        _stack.Hold();
        using (var engine = _stack.StartUp("--diff"))
        {
            await Eventually.Is(() => File.Exists(_stack.JournalPath) && File.ReadAllText(_stack.JournalPath).Contains("::local", StringComparison.Ordinal));
            engine.Kill();
            _seen.Add(("a killed up", (await engine.EndAsync()).Text));
        }
        _stack.Release();
        await _stack.NobodyIsLeftAsync();
        LookAtFiles("after a kill");
        await RunAsync(0, "stack", "export");
        await RunAsync(0, "cancel", "--yes");
    }

    /// <summary>Also shows that what is looked for is there to be found.</summary>
    /// <returns>The generated key.</returns>
    private async Task<string> AskedForAsync()
    {
        var (output, export) = (
            (await _stack.RunAsync("stack", "output", "--json", "--show-secrets")).Must(0).Text,
            (await _stack.RunAsync("stack", "export", "--show-secrets")).Must(0).Text);
        foreach (var secret in Given.Skip(2))
        {
            Assert.Contains(secret, output, StringComparison.Ordinal);
            Assert.Contains(secret, export, StringComparison.Ordinal);
        }
        (await _stack.RunAsync("stack", "history", "--show-secrets")).Must(0);
        (await _stack.RunAsync("config", "get", "document")).Must(0).MustSay(Given[5]);
        (await _stack.RunAsync("preview", "--diff", "--replace", "**", "--show-secrets")).Must(0).MustSay(Given[6]);
        return (await _stack.RunAsync("stack", "output", "key", "--show-secrets")).Must(0).Output;
    }

    private Task SetAsync(string key, string value) => RunAsync(0, "config", "set", "--secret", key, "--", value);

    private async Task<EngineResult> RunAsync(int exitCode, params string[] command)
    {
        var result = (await _stack.RunAsync(command)).Must(exitCode);
        _seen.Add((string.Join(' ', command.TakeWhile(word => word != "--")), result.Text));
        return result;
    }

    private void LookAtFiles(string when)
    {
        foreach (var file in Directory.EnumerateFiles(_stack.Folder, "*", SearchOption.AllDirectories))
            _seen.Add(($"{Path.GetRelativePath(_stack.Folder, file)} {when}", File.ReadAllText(file)));
    }

    /// <summary>Of base64 what no notation writes differently.</summary>
    private static IEnumerable<string> PartsOf(params string[] base64)
    {
        var parts = base64.SelectMany(line => line.Split('+', '/', '=')).Where(part => part.Length >= 12).ToList();
        return parts.Count > 0 ? parts : base64;
    }
}
