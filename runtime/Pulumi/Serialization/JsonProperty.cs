using Google.Protobuf;

namespace Pulumi.Serialization;

/// <summary>A property that travels as a string of JSON.</summary>
internal static class JsonProperty
{
    public static Output<string>? From(string path, object? value) => value switch
    {
        null => null,
        IInput input => new(ToJsonAsync(path, input.ToOutput())),
        IOutput output => new(ToJsonAsync(path, output)),
        _ => Output.Create(FormatAsync(path, value)),
    };

    private static async Task<OutputData<string>> ToJsonAsync(string path, IOutput output)
    {
        var data = await output.GetDataAsync();
        return data.WithValue(data.IsKnown ? await FormatAsync(path, data.Value) : "");
    }

    private static async Task<string> FormatAsync(string path, object? value)
        => JsonFormatter.Default.Format(await new PropertySerializer(keepResources: false).SerializeAsync(path, value));
}
