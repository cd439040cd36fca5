namespace Pulumi.Engine.Vectors.Tests.Sandbox;

/// <summary>A real sshd in the sandbox, at the recorded port; it lets the recorded key in.</summary>
internal static class SshDaemon
{
    private const int Port = 22722;

    /// <param name="privateKey">Of who may log in, in OpenSSH's format.</param>
    /// <param name="acceptEnv">sshd's AcceptEnv.</param>
    public static async Task StartAsync(Sandbox sandbox, string privateKey, string acceptEnv)
    {
        sandbox.Write("WORK/client", privateKey);
        File.SetUnixFileMode(sandbox["WORK/client"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        sandbox.Write("WORK/sshd_config", string.Join('\n', [
            $"Port {Port}", "ListenAddress 127.0.0.1", "HostKey /WORK/host", "AuthorizedKeysFile /WORK/authorized_keys", "PidFile none",
            "StrictModes no", "PermitRootLogin yes", "UsePAM no", "MaxStartups 100:30:200", $"AcceptEnv {acceptEnv}",
            // Bash reads .bashrc in a session of SSH: whatever root of this machine starts there was not recorded, and may take its time.
            "SetEnv HOME=/WORK", ""]));
        await sandbox.OutputAsync(
            "mkdir -p /run/sshd && ssh-keygen -q -t ed25519 -N '' -f /WORK/host && ssh-keygen -y -f /WORK/client >/WORK/authorized_keys"
            + " && /usr/sbin/sshd -E /WORK/sshd.log -f /WORK/sshd_config"
            + $" && for i in $(seq 100); do (echo </dev/tcp/127.0.0.1/{Port}) 2>/dev/null && exit 0; /bin/sleep 0.1; done; cat /WORK/sshd.log; exit 1");
    }
}
