using System.Runtime.Versioning;
using System.Text.Json;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.PullRequest;

[UnsupportedOSPlatform("windows")]
public sealed class PreviewAsMarkdown : IDisposable
{
    private readonly PreviewScript _script = new();

    [Fact]
    public async Task Has_a_summary_a_row_per_change_and_the_diff_of_each_config_file()
    {
        _script.Pulumi(Repository.Read("tests/infra/PullRequest/reissue-and-policy.json"), "pulumiw: using the embedded engine\n");

        var result = await _script.RunAsync("prod", "--refresh");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("preview --stack prod --json --non-interactive --refresh\n", File.ReadAllText(_script.Inside("called")));
        Approved.Text(result.StandardOutput);
    }

    [Theory]
    [InlineData("""{"op":"create"}""", "new")]
    [InlineData("""{"op":"delete"}""", "no longer in the program")]
    [InlineData("""{"op":"update","detailedDiff":{"triggers[0]":{"kind":"update"},"triggers[1]":{"kind":"add"}}}""", "differs: `triggers`")]
    [InlineData("""{"op":"replace","detailedDiff":{"create":{"kind":"update"},"ecdsaCurve":{"kind":"update-replace"}}}""", "cannot be changed in place: `ecdsaCurve`")]
    [InlineData("""{"op":"replace","replaceReasons":["replacementTrigger"]}""", "re-issue: the number was raised")]
    [InlineData("""{"op":"replace"}""", "asked for by name")]
    public async Task Names_the_reason(string step, string reason) => Assert.Equal(reason, await ReasonAsync(step, "tls:index/privateKey:PrivateKey"));

    [Theory]
    [InlineData("""{"op":"replace","replaceReasons":["readyForRenewal"],"diffReasons":["readyForRenewal"]}""")]
    [InlineData("""{"op":"replace"}""")]
    public async Task Names_the_renewal_of_a_certificate_and_its_end(string step) => Assert.Equal(
        "early renewal: valid until 2027-11-25",
        await ReasonAsync(
            step.Replace("}", ""","oldState":{"outputs":{"validityEndTime":"2027-11-25T13:07:23Z"}}}""", StringComparison.Ordinal),
            "tls:index/locallySignedCert:LocallySignedCert"));

    [Fact]
    public async Task Of_nothing_to_change_says_so()
    {
        _script.Pulumi("""{"steps":[{"op":"same","urn":"urn:pulumi:s::p::a:b:C::n"}],"changeSummary":{"same":46}}""");

        Assert.Equal("<!-- preview of prod -->\n### Preview of `prod`\n\n46 unchanged.\n", (await _script.RunAsync("prod")).StandardOutput);
    }

    [Fact]
    public async Task Of_a_program_that_fails_shows_why_and_fails()
    {
        _script.Pulumi("""{"steps":[],"diagnostics":[{"message":"error: nodes[0].kind: write ```mysql```\n","severity":"error"}],"changeSummary":{}}""", exitCode: 1);

        var result = await _script.RunAsync("prod");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("### Preview of `prod` failed\n", result.StandardOutput);
        Assert.Contains("\n````text\nerror: nodes[0].kind: write ```mysql```\n````\n", result.StandardOutput);
    }

    [Fact]
    public async Task Without_a_document_shows_the_error_and_keeps_the_exit_code()
    {
        _script.Pulumi("", "pulumiw: using the embedded engine\nerror: no stack named 'prod' found\n", exitCode: 6);

        var result = await _script.RunAsync("prod");

        Assert.Equal(6, result.ExitCode);
        Assert.Equal(
            "<!-- preview of prod -->\n### Preview of `prod` failed\n\n```text\nerror: no stack named 'prod' found\n```\n", result.StandardOutput);
    }

    [Fact]
    public async Task Without_the_passphrase_says_so_and_runs_nothing()
    {
        _script.Pulumi("{}");
        File.WriteAllText(_script.Inside("Pulumi.prod.yaml"), "encryptionsalt: v1:x\n");
        _script.Environment["PULUMI_CONFIG_PASSPHRASE"] = null;

        var result = await _script.RunAsync("prod");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no preview of 'prod' without its passphrase: set PULUMI_CONFIG_PASSPHRASE", result.StandardError);
        Assert.False(File.Exists(_script.Inside("called")));
    }

    [Fact]
    public async Task Shows_no_masked_content()
    {
        _script.Pulumi("""
            {"steps":[{"op":"update","urn":"urn:pulumi:s::p::a:index:RemoteConfigFile::n","diffReasons":["content"],
            "oldState":{"inputs":{"content":"[secret]"}},"newState":{"inputs":{"content":{"ciphertext":"c2VjcmV0"}}}}],"changeSummary":{"update":1}}
            """);

        var result = await _script.RunAsync("prod");

        Assert.Contains("| ~ update | `n` |", result.StandardOutput);
        Assert.DoesNotContain("<details>", result.StandardOutput);
    }

    public void Dispose() => _script.Dispose();

    private async Task<string> ReasonAsync(string step, string type)
    {
        var op = JsonDocument.Parse(step).RootElement.GetProperty("op").GetString();
        _script.Pulumi($$"""{"steps":[{{step[..^1]}},"urn":"urn:pulumi:s::p::a:b:C${{type}}::n"}],"changeSummary":{"{{op}}":1} }""");
        var row = Assert.Single((await _script.RunAsync("prod")).StandardOutput.Split('\n'), line => line.Contains("| `n` |", StringComparison.Ordinal));
        return row.Split(" | ")[^1].TrimEnd(' ', '|');
    }
}
