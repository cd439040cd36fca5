using System.Reflection.PortableExecutable;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.ProgramHost;

namespace Pulumi.Engine.Tests.ProgramHost;

/// <summary>Real builds of a program that does nothing.</summary>
[Trait("Scope", "thorough")]
public sealed class ProgramBuildTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private const string Wish = """<PublishReadyToRun Condition="'$(UseCurrentRuntimeIdentifier)' == 'true'">true</PublishReadyToRun>""";

    [Theory]
    [InlineData(Wish, true)]
    [InlineData("", false)]
    public async Task Is_compiled_ahead_of_time_where_the_project_wants_it(string wish, bool isAhead) =>
        Assert.Equal(isAhead, IsAheadOfTime(await BuildAsync(wish)));

    [Fact]
    public async Task Is_built_all_the_same_where_the_registry_lacks_the_compiler()
    {
        var empty = _folder.CreateSubdirectory("empty").FullName;

        var assembly = await BuildAsync($"{Wish}<RestoreSources>{empty}</RestoreSources><RestorePackagesPath>{empty}</RestorePackagesPath>");

        Assert.False(IsAheadOfTime(assembly));
    }

    [Fact]
    public async Task A_folder_that_takes_no_result_is_told()
    {
        var folder = _folder.CreateSubdirectory("obj").FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "pulumi-embedded.lock"), Path.Combine(_folder.FullName, "no-such-folder", "lock"));

        var said = await Assert.ThrowsAsync<DeploymentException>(() => BuildAsync("").WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.Contains($"{_folder.FullName}/obj takes no file", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_build_of_it_is_waited_for()
    {
        var folder = _folder.CreateSubdirectory("obj").FullName;
        var other = new FileStream(Path.Combine(folder, "pulumi-embedded.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var build = BuildAsync("");
        await Assert.ThrowsAsync<TimeoutException>(() => build.WaitAsync(TimeSpan.FromSeconds(1)));
        await other.DisposeAsync();

        Assert.True(File.Exists(await build));
    }

    [Fact]
    public void Our_program_asks_for_the_compiler_only_then() => Assert.DoesNotContain(
        "crossgen", File.ReadAllText(SourceTree.PathOf("infra/obj/project.assets.json")), StringComparison.OrdinalIgnoreCase);

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<string> BuildAsync(string properties)
    {
        var project = Path.Combine(_folder.FullName, "House.csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(_folder.FullName, "Program.cs"), "return 0;");
        return new ProgramBuild(project).EnsureAsync(_ => { }, CancellationToken.None);
    }

    private static bool IsAheadOfTime(string assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        return image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
