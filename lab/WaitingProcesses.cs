using System.Globalization;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace EncryptionInTransit.Lab;

/// <summary>What a process of this machine and those that it started are doing: see proc_pid_stat(5) and proc_pid_wchan(5).</summary>
internal static class WaitingProcesses
{
    /// <returns>A block per process: its state, its command line, where in the kernel its threads wait, its TCP connections.</returns>
    public static async Task<string> DescribeAsync(int root)
    {
        var parents = Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? ParentOf(id) : null)
            .OfType<(int Id, int Parent)>().ToLookup(process => process.Parent, process => process.Id);
        var connections = (await Cli.Wrap("ss").WithArguments(["-tnpHO"]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync())
            .StandardOutput.Split('\n');
        var text = new StringBuilder();
        Append(root);
        return text.ToString();

        void Append(int id)
        {
            text.Append(Describe(id));
            foreach (var connection in connections.Where(line => line.Contains($"pid={id},", StringComparison.Ordinal)))
                text.Append(CultureInfo.InvariantCulture, $"    {connection.Trim()}\n");
            foreach (var child in parents[id])
                Append(child);
        }
    }

    private static string Describe(int id)
    {
        var threads = Directory.Exists($"/proc/{id}/task") ? Directory.GetDirectories($"/proc/{id}/task") : [];
        var waits = threads.Select(thread => Read(Path.Join(thread, "wchan"))).CountBy(wait => wait).Select(wait => $"{wait.Value} in {wait.Key}");
        return $"{id} {StateOf(id)} {Read($"/proc/{id}/cmdline").Replace('\0', ' ').Trim()}\n    threads: {string.Join(", ", waits)}\n";
    }

    private static (int Id, int Parent)? ParentOf(int id) =>
        FieldsOf(id) is [_, var parent, ..] ? (id, int.Parse(parent, CultureInfo.InvariantCulture)) : null;

    private static string StateOf(int id) => FieldsOf(id) is [var state, ..] ? state : "has ended";

    /// <summary>Those after the name, which may hold anything.</summary>
    private static string[] FieldsOf(int id)
    {
        var line = Read($"/proc/{id}/stat");
        return line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Empty when the process is gone by now.</summary>
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
