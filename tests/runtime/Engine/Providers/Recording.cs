using System.Text.Json.Nodes;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Providers;

/// <summary>One call of an official provider as it was recorded. Private keys are cut out of it: there is a mark such as
/// <c>&lt;EC PRIVATE KEY&gt;</c> in their place.</summary>
public sealed class Recording(JsonObject call)
{
    public string Call => (string)call["call"]!;
    public string Urn => (string)Request["urn"]!;
    public string Type => Urn.Split("::")[2].Split('$')[^1];
    public bool IsPreview => (bool?)Request["preview"] ?? false;
    public JsonObject Request => call["request"]!.AsObject();
    public JsonNode? Response => call["response"];
    public string? Error => (string?)call["errors"]?[0];

    public PropertyMap Inputs => Json.Properties(Request["news"] ?? Request["properties"]);
    public PropertyMap OldInputs => Json.Properties(Request["oldInputs"]);
    public PropertyMap OldOutputs => Json.Properties(Request["olds"]);
    public PropertyMap Outputs => Json.Properties(Response!["properties"]);

    public override string ToString() => $"{(string)call["recording"]!} {Call} {Urn.Split("::")[^1]}";

    public static IReadOnlyList<Recording> All(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Providers", "Recordings", file);
        return [.. JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(c => new Recording(c!.AsObject()))];
    }
}
