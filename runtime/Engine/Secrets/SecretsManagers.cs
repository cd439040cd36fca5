namespace Pulumi.Engine.Secrets;

/// <summary>The secrets managers of one run. A key is derived once per salt: the derivation takes a large part of a second.</summary>
public sealed class SecretsManagers(Passphrase passphrase)
{
    private readonly Dictionary<string, ISecretsManager> _opened = [];

    /// <exception cref="SecretsException">No passphrase, or not the right one.</exception>
    public ISecretsManager Open(string salt)
    {
        if (_opened.TryGetValue(salt, out var known))
            return known;
        var manager = PassphraseSecretsManager.Open(salt, passphrase.Get());
        _opened.Add(salt, manager);
        return manager;
    }

    /// <summary>For a new stack.</summary>
    /// <exception cref="SecretsException">No passphrase.</exception>
    public ISecretsManager Create()
    {
        var manager = PassphraseSecretsManager.Create(passphrase.GetNew());
        _opened.Add(manager.Salt, manager);
        return manager;
    }
}
