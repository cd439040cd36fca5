namespace Pulumi.Engine.Secrets;

/// <summary>
/// Where the passphrase comes from: <c>PULUMI_CONFIG_PASSPHRASE</c> (empty counts when it is set), else the file that
/// <c>PULUMI_CONFIG_PASSPHRASE_FILE</c> names (trimmed), else a prompt where there is a terminal.
/// </summary>
/// <param name="environment">Reads an environment variable; null when it is not set.</param>
/// <param name="prompt">Asks a person without echo; null when there is none to ask.</param>
public sealed class Passphrase(Func<string, string?> environment, Func<string, string>? prompt)
{
    public const string Variable = "PULUMI_CONFIG_PASSPHRASE";
    public const string FileVariable = "PULUMI_CONFIG_PASSPHRASE_FILE";

    private string? _answer;

    /// <summary>The passphrase of an existing stack. A person is asked once per run.</summary>
    /// <exception cref="SecretsException">There is none, or its file cannot be read.</exception>
    public string Get() => FromEnvironment() ?? (_answer ??= Ask(
        "Enter your passphrase to unlock config/secrets\n" +
        "    (set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to remember): "));

    /// <summary>The passphrase of a new stack: a person types it twice.</summary>
    /// <exception cref="SecretsException">There is none, or its file cannot be read.</exception>
    public string GetNew()
    {
        if (FromEnvironment() is { } set)
            return set;
        while (true)
        {
            var first = Ask("Enter your passphrase to protect config/secrets: ");
            if (Ask("Re-enter your passphrase to confirm: ") == first)
                return _answer = first;
            Console.Error.WriteLine("Passphrases do not match, please try again.");
        }
    }

    private string? FromEnvironment()
    {
        if (environment(Variable) is { } value)
            return value;
        if (environment(FileVariable) is not { Length: > 0 } path)
            return null;
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SecretsException($"unable to read {FileVariable}: open {path}: no such file or directory", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretsException($"unable to read {FileVariable}: open {path}: {e.Message}", e);
        }
    }

    private string Ask(string question) => prompt is null
        ? throw new SecretsException($"passphrase must be set with {Variable} or {FileVariable} environment variables")
        : prompt(question);
}
