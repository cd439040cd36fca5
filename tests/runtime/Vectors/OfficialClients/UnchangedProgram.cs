using System.Text.Json;

namespace Pulumi.Engine.Vectors.Tests.OfficialClients;

/// <summary>A program on the official Node.js packages, as a user would write it, from its first update to its end.</summary>
public sealed class UnchangedProgram(NodeProject project) : IClassFixture<NodeProject>
{
    private const string Token = "t0ken-of-the-test";

    [Fact]
    public async Task Lives_on_the_embedded_engine_as_on_the_official_one()
    {
        await project.PulumiAsync("stack", "init", "dev");
        await project.PulumiAsync("config", "set", "--path", "hosts[0]", "a.example.test");
        await project.PulumiAsync("config", "set", "--path", "hosts[1]", "b.example.test");
        await project.PulumiAsync("config", "set", "--secret", "token", Token);

        var up = await project.PulumiAsync("up", "--yes", "--skip-preview");
        Assert.Contains("+ 13 created", up);
        Assert.DoesNotContain(Token, up);
        Assert.DoesNotContain(Token, project.ReadState());
        Assert.DoesNotContain("PRIVATE KEY", project.ReadState());

        await OutputsAreThoseOfTheProgramAsync();
        Assert.Contains("13 unchanged", await project.PulumiAsync("preview", "--expect-no-changes"));
        await RenamedAuthorityKeepsItsCertificatesAsync();
        await ProtectedResourceStaysUntilItIsReleasedAsync();

        Assert.Contains("- 13 deleted", await project.PulumiAsync("destroy", "--yes", "--skip-preview"));
        Assert.DoesNotContain("urn:pulumi", project.ReadState());
    }

    private async Task OutputsAreThoseOfTheProgramAsync()
    {
        Assert.Contains("\"token\":\"[secret]\"", (await project.PulumiAsync("stack", "output", "--json")).Replace(" ", "", StringComparison.Ordinal));
        using var outputs = JsonDocument.Parse(await project.PulumiAsync("stack", "output", "--json", "--show-secrets"));
        Assert.All(
            outputs.RootElement.GetProperty("greetings").EnumerateArray(),
            greeting => Assert.Equal("hello from -----BEGIN CERTIFICATE REQUEST-----", greeting.GetString()));
        Assert.Equal(2, outputs.RootElement.GetProperty("greetings").GetArrayLength());
        Assert.Equal(Token, outputs.RootElement.GetProperty("token").GetString());
        Assert.Equal($"{Token.Length}", outputs.RootElement.GetProperty("length").GetString());
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", outputs.RootElement.GetProperty("caPem").GetString());
    }

    private async Task RenamedAuthorityKeepsItsCertificatesAsync()
    {
        await project.PulumiAsync("config", "set", "authority", "renamed");
        Assert.Contains("13 unchanged", await project.PulumiAsync("up", "--yes", "--skip-preview"));
        Assert.Contains("::renamed-key", project.ReadState());
    }

    private async Task ProtectedResourceStaysUntilItIsReleasedAsync()
    {
        await project.PulumiAsync("config", "set", "protect", "true");
        await project.PulumiAsync("up", "--yes", "--skip-preview");
        var refused = await project.RunAsync("destroy", "--yes", "--skip-preview", "--target", "**::guarded");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("cannot be deleted", refused.StandardOutput);
        await project.PulumiAsync("config", "set", "protect", "false");
        await project.PulumiAsync("up", "--yes", "--skip-preview");
    }
}
