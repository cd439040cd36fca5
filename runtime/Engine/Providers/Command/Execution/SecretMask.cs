using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Command.Execution;

/// <summary>
/// Takes the secrets that a command was given out of the text that people see: a command may print its own input.
/// Outputs are not masked: they belong to the state, exact.
/// </summary>
internal sealed class SecretMask
{
    private const string Replacement = "[secret]";

    /// <summary>Shorter texts turn up by chance, and to replace them makes messages unreadable.</summary>
    private const int LeastLength = 4;

    /// <summary>A line of a secret document is masked by itself from this length on.</summary>
    private const int LeastLineLength = 12;

    private readonly ImmutableArray<string> _secrets;

    private SecretMask(IEnumerable<string> secrets) =>
        _secrets = [.. secrets.SelectMany(Parts).Where(s => s.Length >= LeastLength).Distinct().OrderByDescending(s => s.Length)];

    /// <summary>The secrets among the inputs. Of a connection only what lets somebody in: it is secret as a whole, yet messages name its host.</summary>
    public static SecretMask Of(PropertyMap inputs) => new(
    [
        .. inputs.Where(p => p.Key != "connection").SelectMany(p => Secrets(p.Value, isSecret: false)),
        .. Credentials(inputs.Object("connection")),
        .. Credentials(inputs.Object("connection")?.Object("proxy")),
    ]);

    public string Apply(string text) => _secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Replacement, StringComparison.Ordinal));

    private static IEnumerable<string> Credentials(PropertyMap? connection) =>
        new[] { "privateKey", "privateKeyPassword", "password" }.Select(name => connection?.Text(name)).OfType<string>();

    private static IEnumerable<string> Secrets(PropertyValue value, bool isSecret) => value switch
    {
        PropertyValue.SecretValue secret => Secrets(secret.Element, isSecret: true),
        PropertyValue.StringValue text when isSecret => [text.Value],
        PropertyValue.ArrayValue array => array.Elements.SelectMany(e => Secrets(e, isSecret)),
        PropertyValue.ObjectValue obj => obj.Properties.Values.SelectMany(e => Secrets(e, isSecret)),
        _ => [],
    };

    private static IEnumerable<string> Parts(string secret) =>
        secret.Split('\n').Select(line => line.Trim()).Where(line => line.Length >= LeastLineLength).Append(secret.Trim());
}
