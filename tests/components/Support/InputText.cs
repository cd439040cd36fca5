using System.Collections;
using System.Globalization;
using Pulumi;

namespace EncryptionInTransit.Tests.Support;

/// <summary>Inputs as text.</summary>
internal static class InputText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        IReadOnlyDictionary<string, object> map => string.Join(", ",
            map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {Of(pair.Value)}")),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    public static string? ReplacementTriggerText(this ResourceOptions options) =>
        options.ReplacementTrigger is { } trigger ? $" trigger {Pulumi.Utilities.OutputUtilities.GetValueAsync((Output<object>)trigger).GetAwaiter().GetResult()}" : null;
}
