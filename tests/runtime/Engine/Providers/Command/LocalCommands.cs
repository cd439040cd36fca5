using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

public sealed class LocalCommands : IAsyncLifetime
{
    private readonly CommandRunner _runner = new();
    private readonly TemporaryFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _runner.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Command_HasInputFolderAndEnvironment()
    {
        var outputs = await Run("pwd; cat; echo \"$A\" >&2", ("dir", _folder.Path), ("stdin", "in"), ("environment", Map(("A", "b"))));

        Assert.Equal($"{_folder.Path}\nin", outputs.Text("stdout"));
        Assert.Equal("b", outputs.Text("stderr"));
    }

    [Fact]
    public async Task PreviousOutput_IsInTheEnvironmentOfTheNextRun()
    {
        var inputs = Map(("create", "echo one; echo two >&2"), ("update", "echo \"$PULUMI_COMMAND_STDOUT,$PULUMI_COMMAND_STDERR\""));
        var created = await _runner.Create(CommandRunner.Local, inputs);

        Assert.Equal("one,two", (await _runner.Update(CommandRunner.Local, inputs, created.Outputs, inputs)).Text("stdout"));
        Assert.Equal(",", (await _runner.Update(CommandRunner.Local, inputs, created.Outputs, inputs.With("addPreviousOutputInEnv", Value(false)))).Text("stdout"));
    }

    [Fact]
    public async Task PreviousOutput_ThatNoEnvironmentHolds_IsAnErrorWithItsCure()
    {
        var inputs = Map(("create", "head -c 200000 /dev/zero | tr '\\0' x"), ("update", "echo ok"));
        var created = await _runner.Create(CommandRunner.Local, inputs);

        var e = await Assert.ThrowsAsync<ProviderException>(() => _runner.Update(CommandRunner.Local, inputs, created.Outputs, inputs));

        Assert.StartsWith("fork/exec /bin/sh: argument list too long", e.Message);
        Assert.Contains("set addPreviousOutputInEnv to false", e.Message);
        Assert.Equal("ok", (await _runner.Update(CommandRunner.Local, inputs, created.Outputs, inputs.With("addPreviousOutputInEnv", Value(false)))).Text("stdout"));
    }

    [Fact]
    public async Task Interpreter_GetsTheCommandAsItsLastArgument() =>
        Assert.Equal("2 a b", (await Run("a b", ("interpreter", new[] { "/bin/sh", "-c", "echo $# $2", "name", "x" }))).Text("stdout"));

    [Fact]
    public async Task Failure_NamesStatusCommandAndOutput()
    {
        var e = await Fails("echo cannot >&2; exit 4");

        Assert.Equal("exit status 4: running \"echo cannot >&2; exit 4\":\ncannot\n", e.Message);
    }

    [Fact]
    public async Task MissingFolderOrInterpreter_IsNamed()
    {
        Assert.StartsWith("chdir /nonexistent: no such file or directory (the input 'dir'): running \"true\"", (await Fails("true", ("dir", "/nonexistent"))).Message);
        Assert.StartsWith("fork/exec /nonexistent/sh: no such file or directory (the input 'interpreter'): running \"true\"", (await Fails("true", ("interpreter", new[] { "/nonexistent/sh" }))).Message);
        Assert.StartsWith("exec: \"no-such-shell\": executable file not found in $PATH", (await Fails("true", ("interpreter", new[] { "no-such-shell" }))).Message);
        Assert.StartsWith("fork/exec /etc/passwd: permission denied", (await Fails("true", ("interpreter", new[] { "/etc/passwd" }))).Message);
    }

    [Fact]
    public async Task Stdin_NeedNotBeRead() => Assert.Equal("done", (await Run("echo done", ("stdin", new string('x', 5_000_000)))).Text("stdout"));

    [Fact]
    public async Task Cancelled_KillsTheProcessAndItsChildren()
    {
        using var cancel = new CancellationTokenSource();
        var running = _runner.Create(CommandRunner.Local, Map(("create", $"sleep 60 & echo $! > {_folder["pid"]}; echo begun; wait")), cancel.Token);
        await Eventually.Is(() => _runner.Progress.Contains("begun"));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var child = (await File.ReadAllTextAsync(_folder["pid"])).Trim();
        await Eventually.Is(() => !Directory.Exists($"/proc/{child}") || File.ReadAllText($"/proc/{child}/stat").Contains(") Z ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_BecomeAssetsAndAnArchive()
    {
        var outputs = await Run("mkdir -p assets/logos src; echo x > assets/logos/logo.svg; echo x > src/index.js; echo x > src/secret.js",
            ("dir", _folder.Path), ("assetPaths", new[] { "assets/**", "src/**.js", "!**secret.*" }), ("archivePaths", new[] { "src/*" }));

        var assets = ((PropertyValue.ObjectValue)outputs["assets"]).Properties;
        Assert.Equal(["assets/logos/logo.svg", "src/index.js"], assets.Keys);
        var logo = ((PropertyValue.ObjectValue)assets["assets/logos/logo.svg"]).Properties;
        Assert.Equal(_folder["assets/logos/logo.svg"], logo.Text("path"));
        Assert.Equal("73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac", logo.Text("hash")); // of "x\n"
        var archive = ((PropertyValue.ObjectValue)outputs["archive"]).Properties;
        Assert.Equal(["src/index.js", "src/secret.js"], ((PropertyValue.ObjectValue)archive["assets"]).Properties.Keys);
    }

    private async Task<PropertyMap> Run(string create, params (string, object?)[] more) =>
        (await _runner.Create(CommandRunner.Local, Map([("create", create), .. more]))).Outputs;

    private Task<ProviderException> Fails(string create, params (string, object?)[] more) => Assert.ThrowsAsync<ProviderException>(() => Run(create, more));
}
