using System.Reflection.PortableExecutable;
using Pulumi.Engine.ProgramHost;

namespace Pulumi.Engine.Tests.ProgramHost;

/// <summary>Real builds of a program that does nothing.</summary>
public sealed class ProgramBuildTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Theory]
    [InlineData("<PublishReadyToRun>true</PublishReadyToRun>", true)]
    [InlineData("", false)]
    public async Task Is_compiled_ahead_of_time_where_the_project_wants_it(string wish, bool isAhead) =>
        Assert.Equal(isAhead, IsAheadOfTime(await BuildAsync(wish)));

    [Fact]
    public async Task Is_built_all_the_same_where_that_cannot_be()
    {
        // As from a registry that lacks the compiler.
        var assembly = await BuildAsync("<PublishReadyToRun>true</PublishReadyToRun>", """<Target Name="No" BeforeTargets="PrepareForPublish"><Error Text="no compiler" /></Target>""");

        Assert.False(IsAheadOfTime(assembly));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<string> BuildAsync(string properties, string targets = "")
    {
        var project = Path.Combine(_folder.FullName, "House.csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup>
              {targets}
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
