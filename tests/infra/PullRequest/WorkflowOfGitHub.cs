using EncryptionInTransit.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace EncryptionInTransit.Tests.PullRequest;

/// <summary>A fork's code never runs beside our secrets, and nobody else's code changes under us.</summary>
public sealed class WorkflowOfGitHub
{
    private readonly YamlMappingNode _workflow = Read();

    private YamlNode Job => _workflow["jobs"]["preview"];

    [Fact]
    public void Runs_for_pull_requests_of_this_repository_only()
    {
        Assert.Equal("pull_request", _workflow["on"].ToString());
        Assert.Equal("github.event.pull_request.head.repo.full_name == github.repository", Job["if"].ToString());
    }

    [Fact]
    public void May_read_the_code_and_write_the_comment() => Assert.Equal(
        ["contents: read", "pull-requests: write"],
        ((YamlMappingNode)_workflow["permissions"]).Select(permission => $"{permission.Key}: {permission.Value}"));

    [Fact]
    public void Names_each_action_by_its_whole_version() => Assert.All(
        ((YamlSequenceNode)Job["steps"]).OfType<YamlMappingNode>().Where(step => step.Children.ContainsKey("uses")),
        step => Assert.Matches(@"^[a-z-]+/[a-z-]+@v\d+\.\d+\.\d+$", step["uses"].ToString()));

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read(".github/workflows/preview.yml")));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
