using System.Security.Cryptography;
using Pulumi.Engine.Model;
using Pulumi.Engine.Monitor;
using Pulumi.Engine.Providers;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

public sealed class Copies : WithSshServer
{
    private string Remote => Path.Combine(Server.Folder, "remote");

    [Fact]
    public async Task Text_GoesToThePath()
    {
        await Copy(Asset("text", "content"), $"{Remote}/new/folder/file");

        Assert.Equal("content", await File.ReadAllTextAsync($"{Remote}/new/folder/file"));
    }

    [Fact]
    public async Task File_OfMegabytesGoesIntoAFolderThatIsThere()
    {
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        await File.WriteAllBytesAsync($"{Server.Folder}/large", bytes);
        Directory.CreateDirectory(Remote);

        await Copy(Asset("path", $"{Server.Folder}/large"), Remote);

        Assert.Equal(bytes, await File.ReadAllBytesAsync($"{Remote}/large"));
    }

    [Theory, InlineData("", "source/sub/file"), InlineData("/", "sub/file")]
    public async Task Folder_GoesAsItselfOrAsItsContent(string slash, string expected)
    {
        Directory.CreateDirectory($"{Server.Folder}/source/sub");
        await File.WriteAllTextAsync($"{Server.Folder}/source/sub/file", "x");

        await Copy(Archive("path", $"{Server.Folder}/source{slash}"), Remote);

        Assert.Equal("x", await File.ReadAllTextAsync($"{Remote}/{expected}"));
    }

    [Fact]
    public async Task NamedAssets_GoToTheirNames()
    {
        await Copy(Archive("assets", Map(("a", Asset("text", "1")), ("b", Archive("assets", Map(("c", Asset("text", "2"))))))), Remote);

        Assert.Equal("1", await File.ReadAllTextAsync($"{Remote}/a"));
        Assert.Equal("2", await File.ReadAllTextAsync($"{Remote}/b/c"));
    }

    [Fact]
    public async Task ChangedContent_IsAChange()
    {
        var source = $"{Server.Folder}/source";
        await File.WriteAllTextAsync(source, "one");
        var inputs = Inputs(Asset("path", source), $"{Remote}/file");
        var before = await Checked(inputs);

        await File.WriteAllTextAsync(source, "two");
        var after = await Checked(inputs);

        var diff = await Runner.Provider.DiffAsync(new DiffRequest(CommandRunner.Urn(CommandRunner.Copy), "id", before, before, after), default);
        Assert.Equal(["source"], diff.Changed.AsEnumerable());
        await Runner.Update(CommandRunner.Copy, before, before, inputs);
        Assert.Equal("two", await File.ReadAllTextAsync($"{Remote}/file"));
    }

    [Fact]
    public async Task ChangedConnection_CopiesNothing()
    {
        var before = await Checked(Inputs(Asset("text", "x"), $"{Remote}/file"));

        await Runner.Update(CommandRunner.Copy, before, before, before.With("connection", Value(CommandRunner.Connection(Server, ("dialErrorLimit", 1)))));

        Assert.Equal(0, Server.Logins);
    }

    [Fact]
    public async Task FolderOverAFile_IsRefused()
    {
        await File.WriteAllTextAsync(Remote, "a file");

        var e = await Assert.ThrowsAsync<ProviderException>(() => Copy(Archive("assets", Map(("a", Asset("text", "1")))), Remote));

        Assert.Equal($"remote path {Remote} exists but is not a directory", e.Message);
    }

    [Fact]
    public async Task MissingFile_IsNamed()
    {
        var e = await Assert.ThrowsAsync<ProviderException>(() => Copy(Asset("path", "/nonexistent"), Remote));

        Assert.StartsWith("open /nonexistent: ", e.Message);
    }

    [Fact]
    public async Task SourceThatIsNone_IsNamedByTheCheck()
    {
        var check = await Runner.Provider.CheckAsync(CommandRunner.Urn(CommandRunner.Copy), PropertyMap.Empty, Inputs(Map(("text", "x")), Remote), default);

        Assert.Equal(new CheckFailure("source", "either asset or archive must be set"), Assert.Single(check.Failures));
    }

    private Task<CreateResult> Copy(PropertyMap source, string path) => Runner.Create(CommandRunner.Copy, Inputs(source, path));

    private PropertyMap Inputs(PropertyMap source, string path) => Map(("connection", CommandRunner.Connection(Server)), ("source", source), ("remotePath", path));

    private async Task<PropertyMap> Checked(PropertyMap inputs) =>
        (await Runner.Provider.CheckAsync(CommandRunner.Urn(CommandRunner.Copy), PropertyMap.Empty, inputs, default)).Inputs;

    private static PropertyMap Asset(string kind, object value) => Map((WireFormat.Signature, WireFormat.Asset), (kind, value));

    private static PropertyMap Archive(string kind, object value) => Map((WireFormat.Signature, WireFormat.Archive), (kind, value));
}
