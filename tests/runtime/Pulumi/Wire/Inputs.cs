using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Tests.Support;
using Pulumi.Utilities;

namespace Pulumi.Tests.Wire;

public sealed class Inputs : ProgramTest
{
    [Fact]
    public async Task Values_AreSentAsJson_AndNullsAreNot()
    {
        await AssertSentAsync(
            new ThingArgs
            {
                Text = "t",
                Number = 7,
                Ratio = 0.5,
                Flag = false,
                List = new[] { "a", "b" },
                Map = new Dictionary<string, string> { ["k"] = "v" },
                Nested = new ThingArgs { Text = "inner" },
                Anything = new object?[] { 1, "two", true, null, new Dictionary<string, object?> { ["gone"] = null, ["kept"] = 3.5 } },
            },
            """
            { "text": "t", "number": 7, "ratio": 0.5, "flag": false, "list": ["a", "b"], "map": { "k": "v" }, "nested": { "text": "inner" },
              "anything": [1, "two", true, null, { "kept": 3.5 }] }
            """);
    }

    [Fact]
    public async Task Secret_IsWrapped_WhereItStands()
    {
        await AssertSentAsync(
            new ThingArgs
            {
                Text = Output.CreateSecret("s"),
                List = { "plain", Output.CreateSecret("s") },
                Map = { { "plain", "p" }, { "secret", Output.CreateSecret("s") } },
                Nested = Output.CreateSecret(new ThingArgs { Text = Output.CreateSecret("s") }),
            },
            """
            { "text": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "s" },
              "list": ["plain", { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "s" }],
              "map": { "plain": "p", "secret": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "s" } },
              "nested": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
                "value": { "text": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "s" } } } }
            """);
    }

    [Fact]
    public async Task Unknown_IsSentAsSuch_AlsoIfSecret()
    {
        await AssertSentAsync(
            () => new ThingArgs
            {
                Text = OutputUtilities.CreateUnknown(""),
                List = { "plain", OutputUtilities.CreateUnknown("") },
                Nested = new ThingArgs { Text = Output.CreateSecret(OutputUtilities.CreateUnknown("")) },
            },
            """
            { "text": "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "list": ["plain", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
              "nested": { "text": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } }
            """);
    }

    [Fact]
    public async Task AssetsArchivesAndJson_HaveTheirForms()
    {
        await AssertSentAsync(
            new ThingArgs
            {
                Source = new AssetArchive(new Dictionary<string, AssetOrArchive> { ["a"] = new StringAsset("text"), ["b"] = new FileArchive("dir") }),
                Anything = JsonDocument.Parse("""{ "x": [1, null] }""").RootElement,
                Json = Output.Create<object>(ImmutableDictionary<string, object>.Empty.Add("x", 1)),
            },
            """
            { "source": { "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", "assets": {
                "a": { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": "text" },
                "b": { "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", "path": "dir" } } },
              "anything": { "x": [1, null] }, "json": "{ \"x\": 1 }" }
            """);
    }

    [Fact]
    public async Task Resources_AreSentAsReferences_AndAreDependencies()
    {
        await UpdateAsync(() =>
        {
            var thing = new Thing("thing", new ThingArgs());
            var group = new Group("group", null, "child");
            _ = new Thing("last", new ThingArgs { Anything = new object[] { thing, group } });
        });

        Json.AssertEqual(
            """
            { "anything": [
              { "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", "urn": "urn:pulumi:dev::vectors::test:index:Thing::thing", "id": "thing-id" },
              { "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", "urn": "urn:pulumi:dev::vectors::test:index:Group::group" }] }
            """,
            Engine.Registration("last").Object);
        Assert.Equal(
            ["urn:pulumi:dev::vectors::test:index:Group$test:index:Thing::child", "urn:pulumi:dev::vectors::test:index:Thing::thing"],
            Engine.Registration("last").Dependencies);
    }

    [Fact]
    public async Task Resources_AreSentAsIds_ToAnEngineWithoutReferences()
    {
        Engine.Features.Remove("resourceReferences");

        await UpdateAsync(() => _ = new Thing("last", new ThingArgs { Anything = new Thing("thing", new ThingArgs()) }));

        Json.AssertEqual("""{ "anything": "thing-id" }""", Engine.Registration("last").Object);
    }

    [Theory]
    [InlineData(1L, "error serializing property \"anything\": System.Int64 is not a supported argument type.\n\ttest:index:Thing 'thing'.anything[0].deep")]
    [InlineData(null, "error serializing property \"anything\": Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:\n\ttest:index:Thing 'thing'.anything[0].deep")]
    public async Task ValueThatCannotBeSent_EndsTheProgram_NamingTheProperty(object? value, string expected)
    {
        var exitCode = await UpdateAsync(() => _ = new Thing(
            "thing", new ThingArgs { Anything = new[] { new Dictionary<string, object?> { ["deep"] = value ?? Task.FromResult(1) } } }));

        Assert.Equal(32, exitCode);
        Assert.Contains(expected, Assert.Single(Engine.Logs).Message);
    }

    [Fact]
    public async Task MissingRequiredInput_EndsTheProgram_NamingIt()
    {
        var exitCode = await UpdateAsync(() => _ = new Tls.LocallySignedCert(
            "certificate", new Tls.LocallySignedCertArgs { CaCertPem = "c", CaPrivateKeyPem = "k", CertRequestPem = "r", ValidityPeriodHours = 1 }));

        Assert.Equal(32, exitCode);
        Assert.Contains("Pulumi.Tls.LocallySignedCertArgs.AllowedUses is required but was not given a value", Assert.Single(Engine.Logs).Message);
    }

    private Task AssertSentAsync(ThingArgs args, string expected) => AssertSentAsync(() => args, expected);

    private async Task AssertSentAsync(Func<ThingArgs> args, string expected)
    {
        Assert.Equal(0, await PreviewAsync(() => _ = new Thing("thing", args())));
        Json.AssertEqual(expected, Engine.Registration("thing").Object);
    }
}
