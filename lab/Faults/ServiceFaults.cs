namespace EncryptionInTransit.Lab.Faults;

/// <summary>Faults of a node's services. Each is there when the call returns, and is mended by disposing what it returned.</summary>
public static class ServiceFaults
{
    // Seconds for one to be there, and for it to be gone: 60.
    private const string KillDatabaseScript =
        "timeout 60 sh -c 'until pid=$(pidof -s mariadbd mysqld) && kill -KILL $pid 2>/dev/null; do :; done; while [ -e /proc/$pid/exe ]; do :; done'";

    // A signal, as `service mariadb stop` needs a login that the test may just have broken. Seconds to end in: 60.
    private const string StopDatabaseScript =
        """
        pid=$(pidof -s mariadbd mysqld proxysql proxysql-stand-in) || { echo "no server is running" >&2; exit 1; }
        kill -TERM "$pid"
        timeout 60 tail --pid="$pid" -f /dev/null
        """;

    // Sessions that are open end too: a kept connection would hide that nobody listens.
    private const string StopSshScript =
        """
        service ssh stop
        pkill -x sshd
        pkill -x sshd-session
        ! pidof sshd
        """;

    private const string ChangeHostKeysScript =
        """
        set -e
        mkdir -m 0700 /etc/ssh/before
        mv /etc/ssh/ssh_host_* /etc/ssh/before
        ssh-keygen -A
        service ssh restart
        """;

    private const string RestoreHostKeysScript =
        """
        set -e
        rm -f /etc/ssh/ssh_host_*
        mv /etc/ssh/before/* /etc/ssh
        rmdir /etc/ssh/before
        service ssh restart
        """;

    /// <summary>The database server, or ProxySQL, is stopped cleanly; then started again.</summary>
    /// <exception cref="LabException">None is running.</exception>
    public static async Task<IAsyncDisposable> StopDatabaseAsync(this LabNode node, CancellationToken cancel = default)
    {
        (await node.RunAsync(StopDatabaseScript, null, cancel)).MustSucceed();
        return new Fault(async () =>
        {
            (await node.RunAsync($"service {node.Service} start")).MustSucceed();
            await node.QueryAsync("SELECT 1");
        });
    }

    /// <summary>The database server's process is killed, as soon as there is one. Whether it starts again is for its service to decide.</summary>
    public static async Task KillDatabaseAsync(this LabNode node, CancellationToken cancel = default) =>
        (await node.RunAsync(KillDatabaseScript, null, cancel)).MustSucceed();

    /// <summary>The processes that serve SSH sessions are killed; sshd takes new ones.</summary>
    public static async Task KillSshSessionsAsync(this LabNode node, CancellationToken cancel = default) =>
        // The name that they give themselves; the listener has none of a user in it.
        (await node.RunAsync("pkill -KILL -f '^sshd(-session)?: [a-z0-9]+[@ ]' || true", null, cancel)).MustSucceed();

    /// <summary>Nobody listens on port 22, and all SSH sessions are gone; then sshd is started again.</summary>
    public static async Task<IAsyncDisposable> StopSshAsync(this LabNode node, CancellationToken cancel = default)
    {
        (await node.RunAsync(StopSshScript, null, cancel)).MustSucceed();
        return new Fault(async () => (await node.RunAsync("service ssh start")).MustSucceed());
    }

    /// <summary>sshd shows new host keys, as an impostor would; then those of <see cref="LabNode.HostKey"/> again.</summary>
    public static async Task<IAsyncDisposable> ChangeHostKeyAsync(this LabNode node, CancellationToken cancel = default)
    {
        (await node.RunAsync(ChangeHostKeysScript, null, cancel)).MustSucceed();
        return new Fault(async () => (await node.RunAsync(RestoreHostKeysScript)).MustSucceed());
    }
}
