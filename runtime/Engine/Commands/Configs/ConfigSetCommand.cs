using System.CommandLine;
using System.Globalization;
using Pulumi.Engine.Configuration;

namespace Pulumi.Engine.Commands.Configs;

/// <summary><c>pulumi config set</c>: one value, from the command line or from standard input.</summary>
internal static class ConfigSetCommand
{
    public static Command Create(ConfigTarget target)
    {
        var key = new Argument<string>("key") { Description = "The configuration key" };
        var value = new Argument<string?>("value") { Arity = ArgumentArity.ZeroOrOne, Description = "The value; read from standard input when it is left out" };
        var secret = Options.Flag("Encrypt the value instead of storing it in plaintext", "--secret");
        var plaintext = Options.Flag("Save the value as plaintext (unencrypted)", "--plaintext");
        var path = Options.Flag("The key contains a path to a property in a map or list to set", "--path");
        var command = new Command("set", "Set configuration value") { key, value, secret, plaintext, path };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(secret) && parsed.GetValue(plaintext))
                throw CommandException.Exclusive("secret", "plaintext");
            var (session, stack, configuration) = await target.OpenAsync(parsed, cancel);
            var segments = ConfigPathArgument.Parse(parsed.GetValue(key)!, parsed.GetValue(path), session.Project.Name);
            var text = parsed.GetValue(value) ?? Read(session.Terminal, parsed.GetValue(secret));
            var manager = parsed.GetValue(secret) ? await StackSecrets.OpenAsync(session, stack, configuration, cancel) : null;
            configuration.Set(segments, manager is null ? Plain(text, segments.Count > 1) : NewYaml.Secure(manager.Encrypt(text)));
            await configuration.SaveAsync(cancel);
        });
        return command;
    }

    /// <summary>Inside objects and lists whole numbers and booleans keep their kind; a value of its own is always a text.</summary>
    public static NewYaml Plain(string text, bool isNested) => new NewYaml.Scalar(text, Literal: isNested && IsTyped(text));

    private static bool IsTyped(string text) => text is "true" or "false"
        || (!(text.Length > 1 && text[0] == '0') && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));

    private static string Read(Terminal terminal, bool secret)
    {
        if (terminal.IsInteractive && secret)
            return Prompt.Hidden(terminal, "value: ");
        if (terminal.IsInteractive)
            terminal.Error.Write("value: ");
        var text = terminal.IsInteractive ? terminal.Input.ReadLine() ?? "" : terminal.Input.ReadToEnd();
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
    }
}
