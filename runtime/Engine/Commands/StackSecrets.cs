using Pulumi.Engine.Backend;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Configuration;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Commands;

/// <summary>The secrets manager of a stack: by the salt of its configuration, else of its state, else a new one.</summary>
internal static class StackSecrets
{
    /// <summary>Writes the salt into the configuration file when it is not there.</summary>
    /// <exception cref="SecretsException">No passphrase, or not the right one.</exception>
    public static async Task<ISecretsManager> OpenAsync(
        Session session, StackReference stack, StackConfiguration configuration, CancellationToken cancel)
    {
        if (configuration.Salt.Length > 0)
            return session.Secrets.Open(configuration.Salt);
        var state = await (await session.BackendAsync(cancel)).OpenState(stack).ReadAsync(_ => SealedSecrets.Instance, cancel);
        var manager = state.Salt.Length > 0 ? session.Secrets.Open(state.Salt) : session.Secrets.Create();
        configuration.SetSalt(manager.Salt);
        await configuration.SaveAsync(cancel);
        return manager;
    }

    /// <summary>Reads and writes the secrets of a state, by the state's own salt.</summary>
    /// <exception cref="SecretsException">No passphrase, or not the right one.</exception>
    public static ISecretCodec OfState(Session session, string salt)
    {
        try
        {
            return new EncryptedSecrets(session.Secrets.Open(salt));
        }
        catch (IncorrectPassphraseException e)
        {
            throw new SecretsException(
                $"failed to decrypt: {e.Message}, please set {Passphrase.Variable} to the correct passphrase "
                + $"or set {Passphrase.FileVariable} to a file containing the passphrase", e);
        }
    }

    /// <summary>For <c>stack import</c>: needs a passphrase only when something has to be encrypted.</summary>
    /// <param name="salt">What the imported state names.</param>
    public static async Task<(string Salt, ISecretCodec Codec)> OpenForImportAsync(
        Session session, StackReference stack, string salt, CancellationToken cancel)
    {
        var configuration = session.Configuration(stack, null);
        var own = configuration.Salt.Length > 0 ? configuration.Salt
            : salt.Length > 0 ? salt
            : (await OpenAsync(session, stack, configuration, cancel)).Salt;
        return (own, new ImportedSecrets(salt, own, () => session.Secrets.Open(salt), () => session.Secrets.Open(own)));
    }
}
