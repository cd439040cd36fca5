namespace Pulumi.Engine.Tests.Commands;

/// <summary>The engine as a process: texts and exit codes as recorded from the official CLI.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryProject _project = new();

    private string StackFile => _project.StackFile;

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Stack_LivesFromInitToRemove()
    {
        await ExpectAsync("stack init dev", 0, error: "Created stack 'dev'\n");
        Assert.Matches("^encryptionsalt: v1:[^\n]+\n$", await File.ReadAllTextAsync(StackFile));
        await ExpectAsync("stack init dev", 1, error: "error: stack 'organization/vectors/dev' already exists\n");
        await ExpectAsync("stack output", 0, "Current stack outputs (0):\n    No output values currently in this stack\n");
        await ExpectAsync("stack output nope", 1, error: "error: current stack does not have output property 'nope'\n");
        await ExpectAsync("stack rm dev", 1, error: "error: non-interactive mode requires --yes flag\n");
        await ExpectAsync("stack rm dev --yes", 0, "Stack 'dev' has been removed!\n");
        Assert.False(File.Exists(StackFile));
        await ExpectAsync("stack ls", 0, "NAME  LAST UPDATE  RESOURCE COUNT\n");
    }

    [Fact]
    public async Task Config_IsSetReadAndRemoved()
    {
        await ExpectAsync("stack init dev", 0, error: "Created stack 'dev'\n");
        await ExpectAsync("config set root /NODE", 0);
        await ExpectAsync("config set sshPort 22722", 0);
        await ExpectAsync("config set --secret adminPassword s3cret-value", 0);
        await ExpectAsync("config set --path users[0].name app", 0);
        await ExpectAsync(
            "config", 0,
            "KEY            VALUE\nadminPassword  [secret]\nroot           /NODE\nsshPort        22722\nusers          [{\"name\":\"app\"}]\n");
        await ExpectAsync("config get adminPassword", 0, "s3cret-value\n");
        await ExpectAsync("config get nope", 1, error: "error: configuration key 'nope' not found for stack 'dev'\n");
        await ExpectAsync("config rm nope", 0);
        await ExpectAsync("config rm users", 0);
        Assert.DoesNotContain("s3cret-value", await File.ReadAllTextAsync(StackFile), StringComparison.Ordinal);

        await ExpectAsync("config get adminPassword", 1, error: "error: incorrect passphrase\n", passphrase: "wrong");
        await ExpectAsync("config set --secret x y", 1, error: "error: incorrect passphrase\n", passphrase: "wrong");
        await ExpectAsync(
            "preview", 1, error: "error: getting stack configuration: get stack secrets manager: incorrect passphrase\n", passphrase: "wrong");
        const string sealedState = "failed to decrypt: incorrect passphrase, please set PULUMI_CONFIG_PASSPHRASE to the correct passphrase or set " +
            "PULUMI_CONFIG_PASSPHRASE_FILE to a file containing the passphrase\n";
        await ExpectAsync("stack output --show-secrets", 1, error: "error: " + sealedState, passphrase: "wrong");
        await ExpectAsync(
            "stack export --show-secrets", 1, error: "error: could not deserialize deployment: " + sealedState, passphrase: "wrong");
    }

    [Fact]
    public async Task ExportedState_IsImported()
    {
        await ExpectAsync("stack init dev", 0, error: "Created stack 'dev'\n");
        await ExpectAsync("stack export --file export.json", 0);
        await ExpectAsync("stack import --file export.json", 0, "Import complete.\n");
    }

    [Theory]
    [InlineData("up", 2, "error: --yes or --skip-preview or --preview-only must be passed in to proceed when running in non-interactive mode\n")]
    [InlineData("up --yes -s nope", 6, "error: no stack named 'nope' found\n")]
    [InlineData("stack select nope", 6, "error: no stack named 'nope' found\n")]
    [InlineData("cancel nope --yes", 6, "error: no stack named 'nope' found\n")]
    [InlineData("preview", 1, "error: no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one\n")]
    [InlineData("up --nope", 1, "error: unknown flag: --nope\n")]
    [InlineData("up --urns", 1, "error: the flag --urns is not supported by the embedded engine: leave it out, or install the Pulumi CLI\n")]
    [InlineData("stack ls --color raw", 1, "error: the flag --color raw, which leaves the names of the colours in the text, is not supported by the embedded engine: say never, or install the Pulumi CLI\n")]
    [InlineData("destroy --yes -t a -x b", 1, "error: if any flags in the group [target exclude] are set none of the others can be; [exclude target] were all set\n")]
    [InlineData("destroy --yes --target a --exclude-protected", 1, "error: you cannot specify --target and --exclude-protected\n")]
    [InlineData("new", 1, "error: `pulumi new` is not supported by the embedded engine: install the Pulumi CLI for it\n")]
    [InlineData("nope", 1, "error: unknown command \"nope\" for \"pulumi\"\nRun 'pulumi --help' for usage.\n")]
    [InlineData("stack init a!b", 1, "error: a stack name may only contain alphanumeric, hyphens, underscores, or periods: invalid character '!' at position 1\n")]
    public Task Mistake_HasItsTextAndExitCode(string arguments, int exitCode, string error) => ExpectAsync(arguments, exitCode, error: error);

    private Task ExpectAsync(string arguments, int exitCode, string output = "", string error = "", string passphrase = "correct-horse") =>
        _project.ExpectAsync(arguments, exitCode, output, error, passphrase);
}
