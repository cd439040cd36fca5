using Pulumi.Tests.Support;
using Pulumi.Utilities;

namespace Pulumi.Tests.Wire;

public sealed class Options : ProgramTest
{
    private const string Common =
        "\"type\": \"test:index:Thing\", \"custom\": true, \"object\": {}, \"acceptSecrets\": true, \"acceptResources\": true, "
        + "\"supportsResultReporting\": true, \"hooks\": {}, \"parent\": \"urn:pulumi:dev::vectors::pulumi:pulumi:Stack::vectors-dev\", ";

    [Fact]
    public async Task None_LeaveEverythingToTheEngine()
        => await AssertSentAsync(options: null, "\"name\": \"thing\"");

    [Fact]
    public async Task All_AreSent()
        => await AssertSentAsync(
            new CustomResourceOptions
            {
                Protect = true,
                RetainOnDelete = false,
                DeleteBeforeReplace = false,
                IgnoreChanges = { "stdin" },
                ReplaceOnChanges = { "triggers[*]" },
                AdditionalSecretOutputs = { "key" },
                CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(5) },
                Version = "1.2.1",
                PluginDownloadURL = "github://api.github.com/x",
                ImportId = "i-1",
                ReplacementTrigger = Output.CreateSecret<object>("once"),
                Aliases = { new Alias { Name = "old" }, new Alias { Urn = "urn:pulumi:dev::vectors::a:b:C::d" } },
            },
            """
            "name": "thing", "protect": true, "retainOnDelete": false, "deleteBeforeReplaceDefined": true, "ignoreChanges": ["stdin"],
            "replaceOnChanges": ["triggers[*]"], "additionalSecretOutputs": ["key"], "customTimeouts": { "create": "300000000000ns" },
            "version": "1.2.1", "pluginDownloadURL": "github://api.github.com/x", "importId": "i-1",
            "replacementTrigger": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "once" },
            "aliases": [{ "spec": { "name": "old", "noParent": false } }, { "urn": "urn:pulumi:dev::vectors::a:b:C::d" }]
            """);

    [Fact]
    public async Task ReplacementTrigger_ThatIsUnknown_IsSentAsSuch()
        => await AssertSentAsync(
            () => new CustomResourceOptions { ReplacementTrigger = OutputUtilities.CreateUnknown<object>(1) },
            "\"name\": \"thing\", \"replacementTrigger\": \"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"");

    [Fact]
    public async Task DeletedWith_IsSentAsUrn_OrRefusedIfTheEngineCannot()
    {
        void Program() => _ = new Thing("thing", new ThingArgs(), new CustomResourceOptions { DeletedWith = new Thing("other", new ThingArgs()) });

        Assert.Equal(0, await UpdateAsync(Program));
        Assert.Equal("urn:pulumi:dev::vectors::test:index:Thing::other", Engine.Registration("thing").DeletedWith);

        Engine.Features.Remove("deletedWith");
        Assert.Equal(32, await UpdateAsync(Program));
        Assert.Contains("does not support the DeletedWith option", Assert.Single(Engine.Logs).Message);
    }

    [Fact]
    public async Task Protect_IsInheritedFromTheParent_UnlessTheChildSaysOtherwise()
    {
        await UpdateAsync(() =>
        {
            var group = new Group("group", new ComponentResourceOptions { Protect = true }, "inherits");
            _ = new Thing("refuses", new ThingArgs(), new CustomResourceOptions { Parent = group, Protect = false });
        });

        Assert.True(Engine.Registration("inherits").Protect);
        Assert.False(Engine.Registration("refuses").Protect);
    }

    [Fact]
    public async Task Provider_IsSentAsReference_AndInheritedByPackage()
    {
        await UpdateAsync(() =>
        {
            var provider = new ProviderResource("test", "prov", ResourceArgs.Empty, null);
            var other = new ProviderResource("other", "unused", ResourceArgs.Empty, null);
            _ = new Group("group", new ComponentResourceOptions { Providers = { provider, other } }, "inherits");
            _ = new Thing("explicit", new ThingArgs(), new CustomResourceOptions { Provider = provider });
            _ = new Thing("default", new ThingArgs());
        });

        const string Reference = "urn:pulumi:dev::vectors::pulumi:providers:test::prov::prov-id";
        Assert.Equal(Reference, Engine.Registration("inherits").Provider);
        Assert.Equal(Reference, Engine.Registration("explicit").Provider);
        Assert.Equal("", Engine.Registration("default").Provider);
        Assert.Equal("", Engine.Registration("group").Provider);
    }

    [Fact]
    public async Task ProviderAndProviders_OnAComponent_AreRefused()
    {
        var exitCode = await UpdateAsync(() =>
        {
            var provider = new ProviderResource("test", "prov", ResourceArgs.Empty, null);
            _ = new Group("group", new ComponentResourceOptions { Provider = provider, Providers = { provider } }, "child");
        });

        Assert.Equal(32, exitCode);
        Assert.Contains("either 'Provider' or 'Providers'", Assert.Single(Engine.Logs).Message);
    }

    [Fact]
    public void Merge_TakesTheSecondsWord_AndJoinsLists()
    {
        var first = new CustomResourceOptions { Version = "1", Protect = true, IgnoreChanges = { "a" }, AdditionalSecretOutputs = { "x" } };
        var second = new CustomResourceOptions { Version = "2", IgnoreChanges = { "b" }, DeleteBeforeReplace = true };

        var merged = CustomResourceOptions.Merge(first, second);

        Assert.Equal("2", merged.Version);
        Assert.True(merged.Protect);
        Assert.True(merged.DeleteBeforeReplace);
        Assert.Equal(["a", "b"], merged.IgnoreChanges);
        Assert.Equal(["x"], merged.AdditionalSecretOutputs);
        Assert.Equal(["a"], first.IgnoreChanges);
    }

    private Task AssertSentAsync(CustomResourceOptions? options, string expected) => AssertSentAsync(() => options, expected);

    private async Task AssertSentAsync(Func<CustomResourceOptions?> make, string expected)
    {
        Assert.Equal(0, await UpdateAsync(() => _ = new Thing("thing", new ThingArgs(), make())));
        Json.AssertEqual($"{{ {Common}{expected} }}", Engine.Registration("thing"));
    }
}
