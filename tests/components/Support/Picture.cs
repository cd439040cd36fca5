using System.Text;
using Pulumi;
using Pulumi.Command.Remote;

namespace EncryptionInTransit.Tests.Support;

/// <summary>A node's resources as a text that one can look at.</summary>
internal static class Picture
{
    public static async Task<string> OfAsync(RegisteredNode node, Func<string, bool>? only = null)
    {
        var text = new StringBuilder();
        foreach (var name in node.Names.Where(name => only is null || only(name)).Order(StringComparer.Ordinal))
        {
            text.Append($"{name} ({node.Type(name)}), child of {node.Parent(name)}\n");
            await OptionsAsync(node, name, text);
            foreach (var (input, value) in node.Inputs(name).OrderBy(pair => pair.Key, StringComparer.Ordinal))
                await InputAsync(node, name, input, value, text);
            text.Append('\n');
        }
        return text.ToString();
    }

    private static async Task OptionsAsync(RegisteredNode node, string name, StringBuilder text)
    {
        var options = node.Options(name);
        if (await node.DependsOn(name) is { Count: > 0 } dependencies)
            text.Append($"  after {string.Join(", ", dependencies)}\n");
        if (options.DeleteBeforeReplace == true)
            text.Append("  deleted before it is replaced\n");
        if (options.IgnoreChanges.Count > 0)
            text.Append($"  changes ignored: {string.Join(", ", options.IgnoreChanges)}\n");
        if (options.ReplacementTriggerText() is { } trigger)
            text.Append($"  replacement{trigger}\n");
    }

    private static async Task InputAsync(RegisteredNode node, string name, string input, object value, StringBuilder text)
    {
        var isSecret = node.Arguments(name) is CommandArgs command && input switch
        {
            "connection" => await Output.IsSecretAsync((Output<Pulumi.Command.Remote.Inputs.ConnectionArgs>)command.Connection!),
            "stdin" => await Output.IsSecretAsync((Output<string>)command.Stdin!),
            _ => false,
        };
        var shown = isSecret ? "[secret]" : name.EndsWith("-tool", StringComparison.Ordinal) && input == "stdin" ? "the script" : Stable(value);
        text.Append($"  {input}: {shown.Replace("\n", "\n    ").TrimEnd()}\n");
    }

    /// <summary>Certificates are made for each run.</summary>
    public static string Stable(object value)
    {
        var text = InputText.Of(value);
        text = System.Text.RegularExpressions.Regex.Replace(text, "-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----\n?", "CERTIFICATE\n");
        text = System.Text.RegularExpressions.Regex.Replace(text, "-----BEGIN PRIVATE KEY-----\n([^-\n]*(?:-[^-\n]+)*)\n-----END PRIVATE KEY-----\n?", "KEY $1");
        text = System.Text.RegularExpressions.Regex.Replace(text, "-----BEGIN PRIVATE KEY-----[A-Za-z0-9+/=\\s]*-----END PRIVATE KEY-----\n?", "PRIVATE KEY\n");
        text = System.Text.RegularExpressions.Regex.Replace(text, "(?<=\t)[0-9a-f]{64}", "64 hex digits");
        text = System.Text.RegularExpressions.Regex.Replace(text, "(?<=generation: )[0-9a-f]{16}", "16 hex digits");
        return System.Text.RegularExpressions.Regex.Replace(text, "(?<=sha256: |ca-keys: )[0-9a-f]{64}", "64 hex digits");
    }
}
