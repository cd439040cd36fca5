using System.Globalization;

namespace EncryptionInTransit.FleetBenchmark;

/// <summary>A row of Markdown for each measurement, as soon as it is there, and the ratios that count.</summary>
internal sealed class ResultTable
{
    private readonly TextWriter _output;
    private readonly Dictionary<(int Nodes, string Who, string What), Watched> _rows = [];

    public ResultTable(TextWriter output)
    {
        _output = output;
        _output.WriteLine("| nodes | who | what | wall, s | a node, s | CPU of the machine, s | SSH connections | memory, MB |");
        _output.WriteLine("|---:|---|---|---:|---:|---:|---:|---:|");
    }

    public async Task AddAsync(Fleet fleet, string who, string what, Func<Task<Watched>> run)
    {
        await fleet.TakeLoginsAsync();
        var watched = await run();
        var logins = await fleet.TakeLoginsAsync();
        var nodes = fleet.Nodes.Count;
        _rows[(nodes, who, what)] = watched;
        Line($"| {nodes} | {who} | {what} | {Seconds(watched.Wall)} | {(watched.Wall / nodes).TotalSeconds:0.000} | {Seconds(watched.MachineCpu)} | {logins} | {watched.Memory / 1e6:0} |");
    }

    /// <summary>Install and re-issue against bare ssh, a run without changes against Ansible's.</summary>
    public void Compare(int nodes)
    {
        _output.WriteLine();
        Ratio(nodes, "install", ("pulumiw up", "install"), ("bare ssh", "install, issuing included, restart"));
        Ratio(nodes, "re-issue", ("pulumiw up", "re-issue of the server certificates"), ("bare ssh", "re-issue, issuing included, reload"));
        Ratio(nodes, "nothing to change", ("pulumiw up", "nothing to change"), ("Ansible", "nothing to change"));
        _output.WriteLine();
    }

    private void Ratio(int nodes, string what, (string Who, string What) ours, (string Who, string What) theirs)
    {
        var (a, b) = (_rows[(nodes, ours.Who, ours.What)], _rows[(nodes, theirs.Who, theirs.What)]);
        Line($"{nodes} nodes, {what}: {a.Wall / b.Wall:0.00} of {theirs.Who} ({a.MachineCpu / b.MachineCpu:0.00} of its CPU)");
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);

    private void Line(FormattableString text)
    {
        _output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        _output.Flush();
    }
}
