using Pulumi.Engine.ProgramHost;

namespace Pulumi.Engine.Tests.ProgramHost;

public sealed class SourceStampTests : IDisposable
{
    private readonly DirectoryInfo _tree = Directory.CreateTempSubdirectory();

    public SourceStampTests()
    {
        Write("Directory.Build.props", """<Project><Import Project="$(MSBuildThisFileDirectory)sdk.props" /></Project>""");
        Write("sdk.props", "<Project />");
        Write("infra/Infra.csproj", """
            <Project>
              <ItemGroup>
                <ProjectReference Include="../components/Components.csproj" />
                <Protobuf Include="../proto/**/*.proto" />
              </ItemGroup>
            </Project>
            """);
        Write("infra/Program.cs", "return 0;");
        Write("components/Components.csproj", "<Project />");
        Write("components/Node/tool", "#!/bin/sh");
        Write("proto/pulumi/a.proto", "syntax");
        Write("elsewhere/Other.cs", "class Other;");
    }

    [Theory]
    [InlineData("infra/Program.cs")]
    [InlineData("infra/Infra.csproj")]
    [InlineData("infra/New.cs")]
    [InlineData("components/Components.csproj")]
    [InlineData("components/Node/tool")]
    [InlineData("proto/pulumi/a.proto")]
    [InlineData("Directory.Build.props")]
    [InlineData("sdk.props")]
    [InlineData("global.json")]
    public void What_the_build_reads_changes_it(string file)
    {
        var before = Stamp();

        Write(file, file.EndsWith("proj") || file.EndsWith(".props") ? "<Project><!-- changed --></Project>" : "changed");

        Assert.NotEqual(before, Stamp());
    }

    [Theory]
    [InlineData("elsewhere/Other.cs")]
    [InlineData("infra/bin/Debug/Infra.dll")]
    [InlineData("infra/obj/project.assets.json")]
    [InlineData("infra/Pulumi.dev.yaml")]
    [InlineData("infra/.pulumi/state.json")]
    public void What_it_does_not_read_leaves_it(string file)
    {
        var before = Stamp();

        Write(file, "changed");

        Assert.Equal(before, Stamp());
    }

    [Fact]
    public void A_touched_file_with_the_same_text_leaves_it()
    {
        var before = Stamp();

        File.SetLastWriteTimeUtc(Path.Combine(_tree.FullName, "infra/Program.cs"), DateTime.UnixEpoch);

        Assert.Equal(before, Stamp());
    }

    [Fact]
    public void A_deleted_file_changes_it()
    {
        var before = Stamp();

        File.Delete(Path.Combine(_tree.FullName, "components/Node/tool"));

        Assert.NotEqual(before, Stamp());
    }

    public void Dispose() => _tree.Delete(recursive: true);

    private string Stamp() => SourceStamp.Of(Path.Combine(_tree.FullName, "infra/Infra.csproj"));

    private void Write(string file, string text)
    {
        var path = Path.Combine(_tree.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
