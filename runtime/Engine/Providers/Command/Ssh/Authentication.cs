using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>The ways to log in that settings offer: private key first, then the agent's keys, then the password.</summary>
internal static class Authentication
{
    private const string AgentVariable = "SSH_AUTH_SOCK";

    /// <exception cref="ProviderException">The private key does not parse, or the agent does not answer. Nothing of the key is in the message.</exception>
    public static async Task<AuthenticationMethod[]> MethodsAsync(ConnectionSettings settings, CancellationToken cancel)
    {
        var keys = new List<IPrivateKeySource>();
        if (settings.PrivateKey is { } privateKey)
            keys.Add(ParseKey(privateKey, settings.PrivateKeyPassword));
        keys.AddRange(await AgentKeysAsync(settings, cancel));

        var methods = new List<AuthenticationMethod>();
        if (keys.Count > 0)
            methods.Add(new PrivateKeyAuthenticationMethod(settings.User, [.. keys]));
        if (settings.Password is { } password)
        {
            methods.Add(new PasswordAuthenticationMethod(settings.User, password));
            methods.Add(Interactive(settings.User, password));
        }

        return methods.Count > 0 ? [.. methods] : [new NoneAuthenticationMethod(settings.User)];
    }

    private static PrivateKeyFile ParseKey(string text, string? passphrase)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n").Trim() + "\n"));
        try
        {
            return new PrivateKeyFile(stream, passphrase);
        }
        catch (SshPassPhraseNullOrEmptyException e)
        {
            throw new ProviderException("ssh: this private key is passphrase protected\nGive its passphrase as 'privateKeyPassword' of the connection.", e);
        }
        catch (Exception e) when (passphrase is not null)
        {
            throw new ProviderException("ssh: cannot read the private key with this passphrase\nCheck 'privateKey' and 'privateKeyPassword' of the connection.", e);
        }
        catch (Exception e)
        {
            throw new ProviderException(
                "ssh: no key found\n'privateKey' of the connection is the content of a private key file (-----BEGIN OPENSSH PRIVATE KEY-----, RSA, EC or PKCS#8), not its path and not the .pub file.", e);
        }
    }

    private static async Task<IEnumerable<IPrivateKeySource>> AgentKeysAsync(ConnectionSettings settings, CancellationToken cancel)
    {
        var fromEnvironment = Environment.GetEnvironmentVariable(AgentVariable);
        var path = settings.AgentSocketPath ?? fromEnvironment;
        if (string.IsNullOrEmpty(path))
            return [];
        try
        {
            return await new SshAgent(path).KeysAsync(cancel);
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or IOException)
        {
            // An agent that nobody asked for by name must not spoil a login that has its own key.
            if (settings.AgentSocketPath is null && (settings.PrivateKey ?? settings.Password) is not null)
                return [];
            throw new ProviderException(
                $"ssh: the agent at {path} does not answer ({e.Message})\nStart it (eval \"$(ssh-agent)\"; ssh-add), or give '{(settings.AgentSocketPath is null ? "privateKey" : "agentSocketPath")}' of the connection.", e);
        }
    }

    private static KeyboardInteractiveAuthenticationMethod Interactive(string user, string password)
    {
        var method = new KeyboardInteractiveAuthenticationMethod(user);
        method.AuthenticationPrompt += (_, e) =>
        {
            foreach (var prompt in e.Prompts)
                prompt.Response = password;
        };
        return method;
    }
}
