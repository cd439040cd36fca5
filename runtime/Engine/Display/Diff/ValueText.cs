using System.Globalization;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Display.Diff;

/// <summary>Single values as the displays show them. Long texts are cut; secrets never appear.</summary>
internal static class ValueText
{
    private const int MaximumLines = 3;
    private const int MaximumLineLength = 150;

    public static bool IsSingle(PropertyValue value) => value is not (PropertyValue.ArrayValue or PropertyValue.ObjectValue);

    /// <summary>Empty values are clutter, and are left out where nothing changed.</summary>
    public static bool IsWorthShowing(PropertyValue value) => value is not (
        PropertyValue.NullValue
        or PropertyValue.StringValue { Value: "" }
        or PropertyValue.ArrayValue { Elements.IsEmpty: true }
        or PropertyValue.ObjectValue { Properties.Count: 0 });

    public static string Single(PropertyValue value, bool showSecrets) => value switch
    {
        PropertyValue.NullValue => "<null>",
        PropertyValue.BoolValue { Value: var flag } => flag ? "true" : "false",
        PropertyValue.NumberValue { Value: var number } => number.ToString(
            double.IsInteger(number) ? "F0" : "R", CultureInfo.InvariantCulture),
        PropertyValue.StringValue { Value: var text } => GoText.Quote(Cut(text)),
        PropertyValue.UnknownValue => "[unknown]",
        PropertyValue.SecretValue { Element: var element } =>
            showSecrets && IsSingle(element) ? Single(element, showSecrets) : MaskedSecrets.Mask,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, "not a single value"),
    };

    public static string CutLine(string line) => line.Length <= MaximumLineLength ? line : line[..MaximumLineLength] + "...";

    private static string Cut(string text)
    {
        var lines = text.Split('\n');
        var cut = string.Join('\n', lines.Take(MaximumLines).Select(CutLine));
        return lines.Length > MaximumLines ? cut + "\n..." : cut;
    }
}
