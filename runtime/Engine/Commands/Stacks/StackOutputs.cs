using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Commands.Stacks;

/// <summary>The outputs of a stack, with or without its secrets.</summary>
internal sealed class StackOutputs(Session session, bool showSecrets)
{
    private const int JsonIndentation = 2;

    private ISecretCodec Shown => showSecrets ? ShownSecrets.Instance : MaskedSecrets.Instance;

    /// <summary>Without <c>--show-secrets</c> no passphrase is needed.</summary>
    public Func<string, ISecretCodec> Codec => salt =>
        showSecrets && salt.Length > 0 ? StackSecrets.OfState(session, salt) : SealedSecrets.Instance;

    public static PropertyMap Of(Snapshot snapshot) =>
        snapshot.Resources.FirstOrDefault(r => r.Type == Urn.StackType && !r.Delete)?.Outputs ?? PropertyMap.Empty;

    public string Table(PropertyMap outputs)
    {
        var header = $"Current stack outputs ({outputs.Count}):\n";
        return outputs.Count == 0
            ? header + "    No output values currently in this stack\n"
            : header + TextTable.Render(outputs.Select(o => new[] { o.Key, Text(o.Value) }).Prepend(["OUTPUT", "VALUE"]), "    ");
    }

    /// <summary>An assignment of a POSIX shell for each.</summary>
    public string Shell(PropertyMap outputs) => string.Concat(outputs.Select(o => $"{o.Key}={ShellWord.Quote(Text(o.Value))}\n"));

    /// <summary>A text as it is, everything else as JSON.</summary>
    public string Text(PropertyValue value) => value switch
    {
        PropertyValue.SecretValue { Element: var element } => showSecrets ? Text(element) : MaskedSecrets.Mask,
        PropertyValue.StringValue { Value: var text } => text,
        _ => PropertyJson.ToText(value, Shown),
    };

    public string Json(PropertyValue value) => PropertyJson.ToText(value, Shown, PropertyJson.Indented(JsonIndentation));
}
