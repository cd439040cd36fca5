using Pulumi.Engine.Model;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Providers.Command.Execution;

/// <summary>
/// What must not be shown of a command, which may print its own input. Outputs are not masked: they belong to the state, exact.
/// </summary>
internal static class CommandSecrets
{
    /// <summary>
    /// The secrets among the inputs, and among the outputs of the run before, which a command has in its environment. Of a connection
    /// only what lets somebody in: it is secret as a whole, yet messages name its host.
    /// </summary>
    public static SecretMask Mask(PropertyMap inputs, PropertyMap previousOutputs) => new(
    [
        .. inputs.Concat(previousOutputs).Where(p => p.Key != "connection").SelectMany(p => Secrets(p.Value, isSecret: false)),
        .. Credentials(inputs.Object("connection")),
        .. Credentials(inputs.Object("connection")?.Object("proxy")),
    ]);

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
}
