using System.Text.Json.Nodes;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>The same calls as the recordings of the official provider, the same answers.</summary>
public sealed class AsRecorded : WithSshServer
{
    public static TheoryData<Recording> Recorded(string call) => new(Recording.All("command.json").Where(r => r.Call == call));

    [Theory, MemberData(nameof(Recorded), "Check")]
    public async Task Check_MarksTheSameSecrets(Recording recorded)
    {
        var check = await Runner.Provider.CheckAsync(recorded.Urn, PropertyMap.Empty, recorded.Inputs, default);

        Assert.Empty(check.Failures);
        // The official provider makes an empty text of a secret that is not known yet; here it stays unknown.
        var notKnown = recorded.Inputs.Where(p => p.Value.HasUnknown()).Select(p => p.Key);
        Assert.Equal(notKnown.Aggregate(Json.Properties(recorded.Response!["inputs"]), (all, name) => all.With(name, recorded.Inputs[name])), check.Inputs);
    }

    [Theory, MemberData(nameof(Recorded), "Diff")]
    public async Task Diff_FindsTheSameChanges(Recording recorded)
    {
        var diff = await Runner.Provider.DiffAsync(new DiffRequest(recorded.Urn, "id", recorded.OldInputs, recorded.OldOutputs, recorded.Inputs), default);

        Assert.Equal((string?)recorded.Response!["changes"] == "DIFF_SOME", diff.HasChanges);
        Assert.Equal(Names(recorded.Response["replaces"]), diff.Replaces.Order());
        Assert.Equal(Names(recorded.Response["diffs"]), diff.Changed.Order());
    }

    [Theory, MemberData(nameof(Recorded), "Create")]
    public async Task Create_HasTheSameOutputs(Recording recorded)
    {
        var request = new CreateRequest(recorded.Urn, OnThisMachine(recorded.Inputs), recorded.IsPreview, null, Runner.Log.Enqueue);
        if (recorded.Error is { } error)
        {
            var e = await Assert.ThrowsAsync<ProviderException>(() => Runner.Provider.CreateAsync(request, default));
            Assert.Equal(error, "rpc error: code = Unknown desc = " + e.Message);
            return;
        }

        var created = await Runner.Provider.CreateAsync(request, default);

        AssertSame(recorded.Outputs, created.Outputs);
    }

    [Theory, MemberData(nameof(Recorded), "Update")]
    public async Task Update_HasTheSameOutputs(Recording recorded)
    {
        var updated = await Runner.Provider.UpdateAsync(
            new UpdateRequest(recorded.Urn, "id", recorded.OldInputs, recorded.OldOutputs, OnThisMachine(recorded.Inputs), recorded.IsPreview, null, Runner.Log.Enqueue), default);

        AssertSame(recorded.Outputs, updated);
    }

    [Theory, MemberData(nameof(Recorded), "Delete")]
    public async Task Delete_EndsTheSame(Recording recorded)
    {
        var delete = Runner.Provider.DeleteAsync(new DeleteRequest(recorded.Urn, "id", recorded.OldInputs, OnThisMachine(recorded.Inputs), null, Runner.Log.Enqueue), default);

        if (recorded.Error is { } error)
            Assert.Equal(error, "rpc error: code = Unknown desc = " + (await Assert.ThrowsAsync<ProviderException>(() => delete)).Message);
        else
            await delete;
    }

    /// <summary>The recorded connection leads to a server that is gone, and its folder to nowhere: this run's own take their place.</summary>
    private PropertyMap OnThisMachine(PropertyMap inputs)
    {
        if (inputs.ContainsKey("connection"))
            inputs = inputs.With("connection", new PropertyValue.SecretValue(new PropertyValue.ObjectValue(CommandRunner.Connection(Server))));
        if (inputs.TryGetValue("environment", out _))
            inputs = inputs.With("environment", PropertyBuilding.Value(PropertyBuilding.Map(("ALLOWED_SECRET", PropertyBuilding.Secret("s3cret-value")))));
        foreach (var text in new[] { "create", "update", "delete" }.Where(inputs.ContainsKey))
        {
            if (inputs[text] is PropertyValue.StringValue { Value: var command } && command.Contains("/NODE", StringComparison.Ordinal))
            {
                Directory.CreateDirectory($"{Server.Folder}/NODE/node0");
                inputs = inputs.With(text, new PropertyValue.StringValue(command.Replace("/NODE", $"{Server.Folder}/NODE", StringComparison.Ordinal)));
            }
        }

        return inputs;
    }

    private static void AssertSame(PropertyMap recorded, PropertyMap actual)
    {
        Assert.Equal(recorded.Keys, actual.Keys);
        foreach (var (name, expected) in recorded)
        {
            Assert.IsType(expected.GetType(), actual[name]);
            // The size of a key that was cut out of the recording is another one.
            if (name is "stdout" or "stderr" && expected is PropertyValue.StringValue { Value: var text } && !text.All(char.IsAsciiDigit) | text.Length == 0)
                Assert.Equal(expected, actual[name]);
        }
    }

    private static IEnumerable<string> Names(JsonNode? names) => names?.AsArray().Select(n => (string)n!).Order() ?? Enumerable.Empty<string>();
}
