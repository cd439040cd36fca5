using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Commands.States;

/// <summary>The verbs that change a state by hand, from the command line.</summary>
public sealed class StateVerbs : IDisposable
{
    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Delete_TakesResourcesOutOfTheStateFile()
    {
        await _project.CreateStackAsync(Resources.Stack, Resources.Thing("a"), Resources.Thing("b", "a"), Resources.Thing("c"));

        await _project.ExpectAsync($"state delete {Resources.UrnOf("c")} --yes -s dev", 0, "Resource deleted\n", passphrase: null);
        Assert.Equal(["vectors-dev", "a", "b"], await NamesAsync());
        await _project.ExpectAsync($"state rm {Resources.UrnOf("a")} --target-dependents --yes", 0, "Resource deleted\n", stack: "dev");
        Assert.Equal(["vectors-dev"], await NamesAsync());
        await _project.ExpectAsync("state delete --yes -s dev", 1, error: "error: Must supply <resource URN> unless pulumi is run interactively; `pulumi stack --show-urns` lists them\n");
        await _project.ExpectAsync("state remove --all --yes -s dev", 0, "Resources deleted\n");
        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task Unprotect_ClearsTheMark()
    {
        await _project.CreateStackAsync(
            Resources.Stack, Resources.Thing("a") with { Protect = true }, Resources.Thing("b") with { Protect = true });

        await _project.ExpectAsync($"state unprotect {Resources.UrnOf("a")} -s dev", 0, "1 resources unprotected\n");
        Assert.Equal(["b"], (await _project.ReadAsync()).Resources.Where(r => r.Protect).Select(r => Urn.Name(r.Urn)));
        Assert.StartsWith("error: No such resource", (await _project.RunAsync($"state unprotect {Resources.UrnOf("z")} -s dev")).StandardError, StringComparison.Ordinal);
        await _project.ExpectAsync("state unprotect --all -s dev", 0, "All resources unprotected\n");
        Assert.DoesNotContain((await _project.ReadAsync()).Resources, r => r.Protect);
    }

    [Fact]
    public async Task WhileAnUpHoldsTheLock_NothingIsChanged()
    {
        var backend = await _project.CreateStackAsync(Resources.Stack, Resources.Thing("a"));
        using var other = await backend.LockAsync(TemporaryProject.Dev, TimeProvider.System, CancellationToken.None);

        var result = await _project.RunAsync("state delete --all --yes -s dev");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("error: the stack is currently locked by 1 lock(s)", result.StandardError, StringComparison.Ordinal);
        Assert.Equal(2, (await _project.ReadAsync()).Resources.Length);
    }

    private async Task<IEnumerable<string>> NamesAsync() => (await _project.ReadAsync()).Resources.Select(r => Urn.Name(r.Urn));
}
