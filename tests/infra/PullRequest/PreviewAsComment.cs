using System.Runtime.Versioning;
using System.Text.Json;

namespace EncryptionInTransit.Tests.PullRequest;

[UnsupportedOSPlatform("windows")]
public sealed class PreviewAsComment : IDisposable
{
    private const string Token = "ghs_throwaway";

    private readonly PreviewScript _script = new();
    private readonly FakeGitHub _gitHub = new(Token);

    public PreviewAsComment()
    {
        _script.Environment["PREVIEW_PULL_REQUEST"] = "7";
        _script.Environment["GITHUB_TOKEN"] = Token;
        _script.Environment["GITHUB_REPOSITORY"] = "owner/name";
        _script.Environment["GITHUB_API_URL"] = _gitHub.Url;
        Preview(unchanged: 1);
    }

    [Fact]
    public async Task Is_written_once_and_then_anew_among_those_of_others()
    {
        for (var i = 0; i < 100; i++)
            _gitHub.Comments.Add("a comment of somebody");

        Assert.Equal(0, (await _script.RunAsync("prod")).ExitCode);
        Preview(unchanged: 2);
        Assert.Equal(0, (await _script.RunAsync("prod")).ExitCode);

        Assert.Equal(101, _gitHub.Comments.Count);
        Assert.Equal("<!-- preview of prod -->\n### Preview of `prod`\n\n2 unchanged.\n", _gitHub.Comments[100]);
    }

    [Fact]
    public async Task Of_another_stack_stays()
    {
        await _script.RunAsync("prod");
        await _script.RunAsync("test");

        Assert.Equal(2, _gitHub.Comments.Count);
    }

    [Fact]
    public async Task Is_posted_without_the_token_in_an_argument()
    {
        _script.AddProgram("bin/curl", $"echo \"$*\" >>'{_script.Inside("arguments")}'; PATH=${{PATH#*:}} exec curl \"$@\"");
        _script.Environment["PATH"] = $"{_script.Inside("bin")}:{Environment.GetEnvironmentVariable("PATH")}";

        await _script.RunAsync("prod");

        Assert.Single(_gitHub.Comments);
        Assert.DoesNotContain(Token, File.ReadAllText(_script.Inside("arguments")));
    }

    [Fact]
    public async Task Is_cut_where_GitHub_would_refuse_it()
    {
        _script.Pulumi(JsonSerializer.Serialize(new
        {
            steps = Enumerable.Range(0, 2000).Select(i => new { op = "create", urn = $"urn:pulumi:s::p::a:b:C::n{i}" }),
            changeSummary = new { create = 2000 },
        }));

        var result = await _script.RunAsync("prod");

        Assert.Contains("`n1999`", result.StandardOutput);
        var comment = Assert.Single(_gitHub.Comments);
        Assert.InRange(comment.Length, 65000, 65536);
        Assert.EndsWith("cut here: the rest is in the log of this run", comment);
    }

    [Fact]
    public async Task That_GitHub_refuses_is_an_error_of_its_own_after_the_preview_was_printed()
    {
        _script.Environment["GITHUB_TOKEN"] = "another";

        var result = await _script.RunAsync("prod");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("1 unchanged.", result.StandardOutput);
        Assert.Contains("the preview could not be posted: Bad credentials", result.StandardError);
    }

    [Theory]
    [InlineData("GITHUB_TOKEN", null, "GITHUB_TOKEN is not set")]
    [InlineData("GITHUB_REPOSITORY", null, "GITHUB_REPOSITORY (OWNER/NAME) is not set")]
    [InlineData("PREVIEW_PULL_REQUEST", "7/../8", "it is the number of a pull request")]
    public async Task That_cannot_be_posted_is_said_before_anything_runs(string variable, string? value, string message)
    {
        _script.Environment[variable] = value;

        var result = await _script.RunAsync("prod");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.StandardError);
        Assert.False(File.Exists(_script.Inside("called")));
    }

    public void Dispose()
    {
        _gitHub.Dispose();
        _script.Dispose();
    }

    private void Preview(int unchanged) => _script.Pulumi(
        JsonSerializer.Serialize(new { steps = Array.Empty<object>(), changeSummary = new { same = unchanged } }));
}
