using System.Collections.Immutable;
using Pulumi.Tests.Support;
using Pulumi.Utilities;

namespace Pulumi.Tests.Outputs;

public static class OutputBehaviour
{
    public sealed class InPreview : ProgramTest
    {
        [Fact]
        public async Task WhatTheEngineDoesNotTell_IsUnknown_AndNothingIsAppliedToIt()
        {
            Engine.OnRegister = request => Task.FromResult(RecordingEngine.Created(request, new()));
            var ran = false;
            Thing thing = null!;
            Output<string> applied = null!;

            var exitCode = await PreviewAsync(() =>
            {
                thing = new Thing("thing", new ThingArgs());
                applied = thing.Made.Apply(made =>
                {
                    ran = true;
                    return made;
                });
            });

            Assert.Equal(0, exitCode);
            Assert.False(ran);
            Assert.False(await OutputUtilities.GetIsKnownAsync(applied));
            Assert.Contains(thing, await OutputUtilities.GetDependenciesAsync(applied));
        }

        [Fact]
        public async Task AnEmptyId_IsUnknown()
        {
            Engine.OnRegister = request =>
            {
                var answer = RecordingEngine.Created(request, request.Object);
                answer.Id = "";
                return Task.FromResult(answer);
            };
            Thing thing = null!;

            await PreviewAsync(() => thing = new Thing("thing", new ThingArgs()));

            Assert.False(await OutputUtilities.GetIsKnownAsync(thing.Id));
            Assert.True(await OutputUtilities.GetIsKnownAsync(thing.Urn));
        }

        [Fact]
        public async Task Deployment_IsADryRun()
        {
            bool? isDryRun = null;
            await PreviewAsync(() => isDryRun = Deployment.Instance.IsDryRun);
            Assert.True(isDryRun);
        }
    }

    public sealed class InUpdate : ProgramTest
    {
        [Fact]
        public async Task WhatTheEngineDoesNotTell_IsKnownAsDefault()
        {
            Engine.OnRegister = request => Task.FromResult(RecordingEngine.Created(request, new()));
            Thing thing = null!;
            string? seen = "never";

            await UpdateAsync(() =>
            {
                thing = new Thing("thing", new ThingArgs());
                thing.Made.Apply(made => seen = made);
            });

            Assert.Null(seen);
            Assert.True(await OutputUtilities.GetIsKnownAsync(thing.Number));
            Assert.True((await OutputUtilities.GetValueAsync(thing.List)).IsDefault);
        }

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        public async Task OutputsOfAFailedOrSkippedResource_AreUnknown_AndTheProgramGoesOn(int result)
        {
            Engine.OnRegister = request =>
            {
                var answer = RecordingEngine.Created(request, new());
                if (request.Name == "fails")
                {
                    (answer.Id, answer.Result) = ("", (Pulumirpc.Result)result);
                }

                return Task.FromResult(answer);
            };
            Thing thing = null!;
            var ran = false;

            var exitCode = await UpdateAsync(() =>
            {
                thing = new Thing("fails", new ThingArgs());
                _ = new Thing("dependent", new ThingArgs { Text = thing.Made });
                thing.Made.Apply(_ => ran = true);
            });

            Assert.Equal(0, exitCode);
            Assert.False(ran);
            Assert.False(await OutputUtilities.GetIsKnownAsync(thing.Made));
            Assert.Equal("04da6b54-80e4-46f7-96ec-b56ff0331ba9", Engine.Registration("dependent").Object.Fields["text"].StringValue);
        }

        [Fact]
        public async Task AnsweredValues_HaveTheirTypes()
        {
            Engine.OnRegister = request => Task.FromResult(RecordingEngine.Created(request, Google.Protobuf.WellKnownTypes.Struct.Parser.ParseJson(
                """
                { "text": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "s" }, "number": 7, "list": ["a"],
                  "map": { "k": "v", "__internal": 1 }, "anything": { "x": [1, null, { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": "t" }] } }
                """)));
            Thing thing = null!;

            await UpdateAsync(() => thing = new Thing("thing", new ThingArgs()));

            Assert.Equal("s", await OutputUtilities.GetValueAsync(thing.Text));
            Assert.True(await Output.IsSecretAsync(thing.Text));
            Assert.Equal(7, await OutputUtilities.GetValueAsync(thing.Number));
            Assert.False(await Output.IsSecretAsync(thing.Number));
            Assert.Equal("a", Assert.Single(await OutputUtilities.GetValueAsync(thing.List)));
            Assert.Equal(KeyValuePair.Create("k", "v"), Assert.Single((await OutputUtilities.GetValueAsync(thing.Map))!));
            var anything = Assert.IsType<ImmutableDictionary<string, object?>>(await OutputUtilities.GetValueAsync(thing.Anything));
            var x = Assert.IsType<ImmutableArray<object?>>(anything["x"]);
            Assert.Equal(1.0, x[0]);
            Assert.Null(x[1]);
            Assert.IsType<StringAsset>(x[2]);
        }

        [Fact]
        public async Task AnUnknownOrSecretPart_MakesTheWholeOutputSo()
        {
            Engine.OnRegister = request => Task.FromResult(RecordingEngine.Created(request, Google.Protobuf.WellKnownTypes.Struct.Parser.ParseJson(
                """
                { "list": ["a", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
                  "map": { "k": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "s" } } }
                """)));
            Thing thing = null!;

            await UpdateAsync(() => thing = new Thing("thing", new ThingArgs()));

            Assert.False(await OutputUtilities.GetIsKnownAsync(thing.List));
            Assert.True(await Output.IsSecretAsync(thing.Map));
        }

        [Fact]
        public async Task AValueOfTheWrongType_IsLeftOut_WithAWarning()
        {
            Engine.OnRegister = request => Task.FromResult(RecordingEngine.Created(
                request, Google.Protobuf.WellKnownTypes.Struct.Parser.ParseJson("""{ "number": "seven" }""")));
            Thing thing = null!;

            var exitCode = await UpdateAsync(() => thing = new Thing("thing", new ThingArgs()));

            Assert.Equal(0, exitCode);
            Assert.Equal(0, await OutputUtilities.GetValueAsync(thing.Number));
            var warning = Assert.Single(Engine.Logs, log => log.Urn.EndsWith("::thing", StringComparison.Ordinal));
            Assert.Equal(Pulumirpc.LogSeverity.Warning, warning.Severity);
            Assert.Equal("Expected System.Int32 but got System.String deserializing Pulumi.Tests.Support.Thing.number", warning.Message);
        }

        [Fact]
        public async Task Deployment_IsNoDryRun()
        {
            bool? isDryRun = null;
            await UpdateAsync(() => isDryRun = Deployment.Instance.IsDryRun);
            Assert.False(isDryRun);
        }
    }
}
