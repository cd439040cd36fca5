using CliWrap;
using EncryptionInTransit.EndToEnd.Tests;

namespace EncryptionInTransit.FleetBenchmark;

/// <summary>The script <c>bare-ssh</c> on a folder of its own, which holds private keys until it is disposed.</summary>
internal sealed class BareSsh : IDisposable
{
    private static readonly string s_script = Path.Combine(Repository.Root, "tests", "fleet-benchmark", "bare-ssh");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("encryption-in-transit-");

    public BareSsh(Fleet fleet)
    {
        var any = fleet.Nodes[0];
        File.WriteAllLines(Path.Combine(Folder, "nodes"), fleet.Nodes.Select(node => $"{node.Name} {node.Hostname} {node.Address}"));
        File.Copy(any.SshKeyPath, Path.Combine(Folder, "id_ed25519"));
        File.Copy(any.KnownHostsPath, Path.Combine(Folder, "known_hosts"));
    }

    /// <summary>A line per node in <c>nodes</c>, a folder per node with its files once they are issued.</summary>
    public string Folder => _folder.FullName;

    public Task<Watched> InstallAsync() => RunAsync("issue", "restart");

    public Task<Watched> ReissueAsync() => RunAsync("issue", "reload");

    public Task RemoveAsync() => RunAsync("remove");

    private async Task<Watched> RunAsync(params string[] verbs)
    {
        var watched = Watched.Nothing;
        foreach (var verb in verbs)
            watched += await Watched.RunAsync(Cli.Wrap(s_script).WithArguments([verb, Folder]));
        return watched;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
