namespace Pulumi.Engine.Tests.Commands;

/// <summary>What <c>destroy --exclude-protected</c> says, and when there is nothing that it may destroy.</summary>
public sealed class DestroyExceptProtected : IDisposable
{
    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task WhenAllIsProtected_ThatIsSaid_AndNothingIsRun()
    {
        var backend = await _project.CreateStackAsync(
            Resources.Stack, Resources.Thing("needed"), Resources.Thing("protected", "needed") with { Protect = true });

        await _project.ExpectAsync(
            "destroy --yes --exclude-protected --stack dev", 0,
            "There were no unprotected resources to destroy. There are still 3 protected resources associated with this stack.\n");

        Assert.Empty(await backend.OpenHistory(TemporaryProject.Dev).ReadAsync(0, 1, CancellationToken.None));
    }

    [Fact]
    public async Task WhenAllIsGone_TheUsualIsSaid()
    {
        await _project.CreateStackAsync(Resources.Stack);

        var result = await _project.RunAsync("destroy --yes --skip-preview --exclude-protected --stack dev");

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("protected", result.StandardOutput, StringComparison.Ordinal);
        Assert.Empty((await _project.ReadAsync()).Resources);
    }
}
