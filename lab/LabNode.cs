using System.Text;
using CliWrap;

namespace EncryptionInTransit.Lab;

/// <summary>
/// A bare Debian machine with sshd and a database server that never had TLS, or ProxySQL.
/// The lab's own ways in (<see cref="RunAsync"/> and all that builds on it) need neither its network nor its sshd.
/// </summary>
public sealed class LabNode
{
    private readonly NodeFacts _facts;

    internal LabNode(NodeFacts facts) => _facts = facts;

    public string Name => _facts.Name;

    /// <summary>The kind in the lab's words, such as <c>mariadb-10.11</c>.</summary>
    public string Kind => _facts.Kind;

    /// <summary>The kind in the words of a stack's configuration: mariadb, mysql, percona or proxysql.</summary>
    public string Server => _facts.Server;

    /// <summary>Whether the server only stands in for a real one: see <c>lab/proxysql-stand-in</c>.</summary>
    public bool IsStandIn => _facts.StandIn;

    /// <summary>The server's name for <c>service</c>.</summary>
    public string Service => _facts.Service;

    /// <summary>The node's IPv4 address, for SSH and the database.</summary>
    public string Address => _facts.Address;

    /// <summary>The port of the server's clients.</summary>
    public int Port => _facts.Port;

    /// <summary>A name for certificates. It is in no DNS, only in the nodes' own hosts files.</summary>
    public string Hostname => _facts.Hostname;

    public string SshUser => _facts.SshUser;

    /// <summary>The path of the private key that logs in as <see cref="SshUser"/>.</summary>
    public string SshKeyPath => _facts.SshKey;

    /// <summary>The sshd's public key: <c>ssh-ed25519 AAAA...</c>.</summary>
    public string HostKey => _facts.HostKey;

    /// <summary>The path of a known_hosts file with all nodes of the run.</summary>
    public string KnownHostsPath => _facts.KnownHosts;

    /// <summary>An account that may log in from the lab's network, and nothing else.</summary>
    public string ProofUser => _facts.ProofUser;

    /// <summary>The password of <see cref="ProofUser"/>, made for this run.</summary>
    public string ProofPassword => File.ReadAllText(_facts.ProofPasswordFile).Trim();

    internal string Run => _facts.Run;

    /// <summary>Runs a command line of <c>/bin/sh</c> as root, without SSH. A failed command is a result, no exception.</summary>
    public Task<CommandOutput> RunAsync(string command, string? stdin = null, CancellationToken cancel = default) =>
        ExecuteAsync(command, stdin is null ? PipeSource.Null : PipeSource.FromString(stdin, Encoding.UTF8), cancel);

    /// <summary>
    /// Runs SQL as the server's root over its socket, or in ProxySQL's admin interface, and returns the rows: columns apart
    /// by tabs, no header.
    /// </summary>
    /// <exception cref="LabException">The server does not answer, or refuses the statement.</exception>
    public async Task<string> QueryAsync(string sql, CancellationToken cancel = default) =>
        (await RunAsync($"{_facts.Client} --batch --skip-column-names", sql, cancel)).MustSucceed().Output;

    /// <summary>The number of the server's process inside the node. It stays the same for as long as the server is not restarted.</summary>
    /// <exception cref="LabException">No server is running.</exception>
    public async Task<int> DatabasePidAsync(CancellationToken cancel = default) =>
        int.Parse((await RunAsync("pidof -s mariadbd mysqld proxysql proxysql-stand-in", null, cancel)).MustSucceed().Output);

    /// <summary>How many times somebody has logged in by SSH since the node started.</summary>
    /// <exception cref="LabException">sshd has no log.</exception>
    public async Task<int> CountSshLoginsAsync(CancellationToken cancel = default) =>
        (await ReadFileAsync("/var/log/sshd.log", cancel)).Split('\n').Count(line => line.StartsWith("Accepted ", StringComparison.Ordinal));

    /// <summary>Writes a file whole: beside, then renamed. Missing folders are made.</summary>
    /// <param name="mode">Octal, as for chmod.</param>
    /// <param name="owner">As for chown.</param>
    /// <exception cref="LabException">It cannot be written.</exception>
    public async Task PutFileAsync(
        string path, string content, string mode = "0644", string owner = "root:root", CancellationToken cancel = default)
    {
        var target = ShellQuote(path);
        var script = $"umask 022; mkdir -p \"$(dirname {target})\" && cat >{target}.new && chown {ShellQuote(owner)} {target}.new "
            + $"&& chmod {ShellQuote(mode)} {target}.new && mv -T {target}.new {target}";
        (await RunAsync(script, content, cancel)).MustSucceed();
    }

    /// <summary>A file's content.</summary>
    /// <exception cref="LabException">There is no such file.</exception>
    public async Task<string> ReadFileAsync(string path, CancellationToken cancel = default) =>
        (await RunAsync($"cat {ShellQuote(path)}", null, cancel)).MustSucceed().Output;

    /// <summary>All that an installation may change: files, TLS variables, accounts.</summary>
    /// <exception cref="LabException">The server does not answer.</exception>
    public Task<NodeSnapshot> SnapshotAsync(CancellationToken cancel = default) => NodeSnapshot.TakeAsync(this, cancel);

    /// <summary>The files alone, for a node whose server is stopped: a line per file.</summary>
    public Task<IReadOnlyList<string>> SnapshotFilesAsync(CancellationToken cancel = default) =>
        NodeSnapshot.TakeFilesAsync(this, cancel);

    /// <summary>A text as one word of a shell command.</summary>
    public static string ShellQuote(string text) => $"'{text.Replace("'", @"'\''")}'";

    private Task<CommandOutput> ExecuteAsync(string command, PipeSource stdin, CancellationToken cancel) =>
        LabProgram.TryRunInNodeAsync(_facts.PidFile, ["sh", "-c", command], stdin, cancel);
}
