using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>A real sshd on a loopback port with keys, configuration and log of its own.</summary>
internal sealed class SshServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    // Whatever else may have taken the port need not say anything.
    private static readonly TimeSpan BannerLimit = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _settings;
    private Process? _process;

    private SshServer(string[] settings) => _settings = settings;

    public int Port { get; private set; }

    /// <summary>The private key that lets root in.</summary>
    public string ClientKey => File.ReadAllText(_folder["client"]);

    /// <summary>The server's public key, as in known_hosts.</summary>
    public string HostKey => File.ReadAllText(_folder["host.pub"]).Trim();

    public string Folder => _folder.Path;

    /// <summary>How many connections logged in so far.</summary>
    public int Logins => Log.Split('\n').Count(line => line.StartsWith("Accepted ", StringComparison.Ordinal) && line.Contains(" for ", StringComparison.Ordinal));

    public string Log
    {
        get
        {
            using var reader = new StreamReader(new FileStream(_folder["log"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd();
        }
    }

    /// <param name="settings">Lines of sshd_config that come before the usual ones.</param>
    public static async Task<SshServer> StartAsync(params string[] settings)
    {
        var server = new SshServer(settings);
        await Tool.Output("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", server._folder["host"]]);
        await server.AuthorizeAsync("client", "ed25519");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Makes another key that lets root in, and gives its private half.</summary>
    public async Task<string> AuthorizeAsync(string name, string type, string passphrase = "")
    {
        await Tool.Output("ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-f", _folder[name]]);
        await File.AppendAllTextAsync(_folder["authorized_keys"], await File.ReadAllTextAsync(_folder[name] + ".pub"));
        return await File.ReadAllTextAsync(_folder[name]);
    }

    public async Task StartAgainAsync()
    {
        Directory.CreateDirectory("/run/sshd"); // sshd insists on it
        for (var deadline = Stopwatch.StartNew(); ;)
        {
            Port = Port == 0 ? FreePort() : Port;
            _folder.Write("config", string.Join('\n', [
                .. _settings, $"Port {Port}", "ListenAddress 127.0.0.1", $"HostKey {_folder["host"]}", $"AuthorizedKeysFile {_folder["authorized_keys"]}", "PidFile none",
                "StrictModes no", "PermitRootLogin yes", "UsePAM no", "LogLevel VERBOSE", "MaxStartups 100:30:200", "Subsystem sftp internal-sftp", "AcceptEnv ALLOWED_*",
                // Bash reads .bashrc in a session of SSH: whatever root of this machine starts there is not tested, and may take its time.
                $"SetEnv HOME={_folder.Path}", ""]));
            _process = Process.Start("/usr/sbin/sshd", ["-D", "-E", _folder["log"], "-f", _folder["config"]]);
            while (!_process.HasExited && deadline.Elapsed < StartLimit)
            {
                if (await AnswersAsync())
                    return;
                await Task.Delay(20);
            }

            if (deadline.Elapsed >= StartLimit)
                throw new InvalidOperationException($"sshd does not answer at port {Port}: {Log}");
            Port = 0; // somebody else took it
        }
    }

    /// <summary>Ends the listening process and, with <paramref name="sessions"/>, everything that it started.</summary>
    public async Task StopAsync(bool sessions = true)
    {
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: sessions);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Everything stops where it is, and every connection stays open, as if the machine had been suspended.</summary>
    public Task FreezeAsync() => Tool.Output(
        "sh", ["-c", "freeze() { for child in $(pgrep -P \"$1\"); do freeze \"$child\"; done; kill -STOP \"$1\"; }; freeze \"$0\"", $"{_process!.Id}"]);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(BannerLimit);
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
            var banner = new byte[4];
            return await client.GetStream().ReadAtLeastAsync(banner, 4, throwOnEndOfStream: false, limit.Token) == 4 && banner.AsSpan().SequenceEqual("SSH-"u8);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
