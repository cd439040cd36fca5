using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using EncryptionInTransit.EndToEnd.Tests;

namespace EncryptionInTransit.FleetBenchmark;

/// <summary>Debian's Ansible with the playbook in <c>ansible/</c>: pipelining on, 20 forks. The files are those that the bare ssh made.</summary>
internal sealed class Ansible(Fleet fleet, BareSsh files)
{
    private const string Program = "ansible-playbook";

    private static readonly string s_playbook = Path.Combine(Repository.Root, "tests", "fleet-benchmark", "ansible", "install.yml");

    public static async Task EnsureInstalledAsync()
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, Program))))
            foreach (string[] step in (string[][])[["update"], ["install", "--yes", "--no-install-recommends", "ansible-core"]])
                await Cli.Wrap("apt-get").WithArguments(step).ExecuteBufferedAsync();
    }

    public async Task<Watched> RunAsync()
    {
        var inventory = Path.Combine(files.Folder, "inventory");
        await File.WriteAllLinesAsync(inventory, fleet.Nodes.Select(node => string.Create(
            CultureInfo.InvariantCulture,
            $"{node.Name} ansible_host={node.Address} ansible_user={node.SshUser} ansible_python_interpreter=/usr/bin/python3")));
        return await Watched.RunAsync(Cli.Wrap(Program)
            .WithArguments(["--inventory", inventory, "--forks", "20", "--private-key", Path.Combine(files.Folder, "id_ed25519"),
                "--extra-vars", $"files={files.Folder}", s_playbook])
            .WithEnvironmentVariables(new Dictionary<string, string?>
            {
                ["ANSIBLE_PIPELINING"] = "True",
                ["ANSIBLE_SSH_ARGS"] = $"-o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile={Path.Combine(files.Folder, "known_hosts")}",
                // Of this run alone: a connection that the run before has left would be counted for nothing.
                ["ANSIBLE_SSH_CONTROL_PATH_DIR"] = Directory.CreateDirectory(Path.Combine(files.Folder, Path.GetRandomFileName())).FullName,
                ["ANSIBLE_RETRY_FILES_ENABLED"] = "False",
                ["LC_ALL"] = "C.UTF-8",
            }));
    }
}
