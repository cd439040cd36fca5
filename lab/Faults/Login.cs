namespace EncryptionInTransit.Lab.Faults;

/// <summary>A person who can log in with the run's SSH key, and is not root. Disposing removes the account.</summary>
public sealed class Login : IAsyncDisposable
{
    private readonly LabNode _node;

    private Login(LabNode node, string user)
    {
        _node = node;
        User = user;
    }

    /// <summary>The name to log in with.</summary>
    public string User { get; }

    public async ValueTask DisposeAsync() =>
        (await _node.RunAsync($"pkill -KILL -u {User}; rm -f /etc/sudoers.d/{User}; userdel --remove --force {User} 2>&1")).MustSucceed();

    internal static async Task<Login> CreateAsync(LabNode node, string user, bool sudo, CancellationToken cancel)
    {
        var allowSudo = sudo
            ? $"printf '{user} ALL=(ALL) NOPASSWD: ALL\\n' >/etc/sudoers.d/{user} && chmod 0440 /etc/sudoers.d/{user}"
            : "true";
        (await node.RunAsync(
            $"""
            set -e
            useradd --create-home --shell /bin/sh {user}
            install -d -m 0700 -o {user} -g {user} ~{user}/.ssh
            install -m 0600 -o {user} -g {user} /root/.ssh/authorized_keys ~{user}/.ssh/authorized_keys
            {allowSudo}
            """,
            null,
            cancel)).MustSucceed();
        return new Login(node, user);
    }
}

/// <summary>Logins other than root's.</summary>
public static class Logins
{
    /// <summary>A login that may become root by <c>sudo -n</c>.</summary>
    public static Task<Login> AddLoginWithSudoAsync(this LabNode node, string user = "operator1", CancellationToken cancel = default) =>
        Login.CreateAsync(node, user, sudo: true, cancel);

    /// <summary>A login that may not become root.</summary>
    public static Task<Login> AddLoginWithoutSudoAsync(this LabNode node, string user = "guest1", CancellationToken cancel = default) =>
        Login.CreateAsync(node, user, sudo: false, cancel);
}
