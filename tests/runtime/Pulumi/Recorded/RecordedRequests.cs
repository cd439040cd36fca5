using System.Text.Json.Nodes;
using Google.Protobuf;
using Pulumi.Tests.Support;

namespace Pulumi.Tests.Recorded;

/// <summary>
/// preview.json and update.json are what the official engine and the official Node SDK said to each other about one program,
/// with placeholders for PEM texts and without what only that SDK sends. Given the same answers, ours says the same.
/// </summary>
public sealed class RecordedRequests : ProgramTest
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    [Theory]
    [InlineData("preview", true)]
    [InlineData("update", false)]
    public async Task SameProgramAndAnswers_GiveTheSameRequests(string recording, bool dryRun)
    {
        var recorded = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Recorded", $"{recording}.json")))!;
        var exchanges = recorded["registrations"]!.AsArray().ToDictionary(exchange => (string)exchange!["request"]!["name"]!, exchange => exchange!);
        Engine.OnRegister = request => Task.FromResult(
            JsonParser.Default.Parse<Pulumirpc.RegisterResourceResponse>(exchanges[request.Name]["response"]!.ToJsonString()));

        Assert.Equal(0, await RunAsync(dryRun, () => Deployment.RunAsync(RecordedProgram.Run)));

        Assert.Equal(exchanges.Keys.Order(), Engine.Registrations.Select(request => request.Name).Order());
        Assert.All(Engine.Registrations, request => Assert.Equal(
            Neutral(exchanges[request.Name]["request"]!), Neutral(JsonNode.Parse(JsonFormatter.Default.Format(request))!)));
        foreach (var (urn, outputs) in recorded["outputs"]!.AsObject())
        {
            var sent = Engine.Calls.OfType<Pulumirpc.RegisterResourceOutputsRequest>().Single(call => call.Urn == urn).Outputs;
            Assert.Equal(Neutral(outputs!), Neutral(JsonNode.Parse(JsonFormatter.Default.Format(sent))!));
        }
    }

    // Properties and URNs sorted, and without what the SDKs do differently: the .NET SDK sends no hooks but says so, marks a
    // secret inside a secret again and an unknown secret not at all, and the recording's tls package was an older one.
    private static string Neutral(JsonNode node)
    {
        if (node is JsonObject request && request.ContainsKey("acceptSecrets"))
        {
            request.Remove("hooks");
            if (((string)request["type"]!).StartsWith("tls:", StringComparison.Ordinal))
            {
                request.Remove("version");
            }
        }

        return Sorted(node, insideSecret: false)!.ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? node, bool insideSecret) => node switch
    {
        JsonObject secret when secret[Signature]?.GetValue<string>() == Secret => insideSecret || secret["value"]!.ToString() == Unknown
            ? Sorted(secret["value"], insideSecret)
            : new JsonObject { [Signature] = Secret, ["value"] = Sorted(secret["value"], insideSecret: true) },
        JsonObject map => new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value, insideSecret)))),
        JsonArray urns when urns.All(urn => urn!.ToString().StartsWith("urn:", StringComparison.Ordinal))
            => new JsonArray([.. urns.Select(urn => urn!.DeepClone()).OrderBy(urn => urn.ToString(), StringComparer.Ordinal)]),
        JsonArray list => new JsonArray([.. list.Select(element => Sorted(element, insideSecret))]),
        _ => node?.DeepClone(),
    };
}
