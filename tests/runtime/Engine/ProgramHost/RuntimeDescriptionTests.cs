using Pulumi.Engine.ProgramHost;

namespace Pulumi.Engine.Tests.ProgramHost;

public sealed class RuntimeDescriptionTests
{
    [Fact]
    public async Task Tells_which_runtime_is_where_in_which_version()
    {
        var description = await RuntimeDescription.OfAsync("dotnet", Path.GetTempPath(), CancellationToken.None);

        Assert.Equal(["runtime.executable", "runtime.name", "runtime.version"], description.Keys);
        Assert.Equal("dotnet", description["runtime.name"]);
        Assert.True(File.Exists(description["runtime.executable"]));
        Assert.Matches(@"^\d+\.\d+\.\d+", description["runtime.version"]);
    }

    [Fact]
    public async Task Leaves_out_what_does_not_answer()
    {
        var description = await RuntimeDescription.OfAsync("dotnet", "/no/such/folder", CancellationToken.None);

        Assert.Equal(["runtime.executable", "runtime.name"], description.Keys);
    }
}
