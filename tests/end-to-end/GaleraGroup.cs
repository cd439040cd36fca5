using System.Globalization;
using System.Text.RegularExpressions;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// Three members of a Galera cluster in the clear, of <c>GALERA_KIND</c> where it is set, and a stack that was never up. Clients
/// work on all of them.
/// </summary>
public sealed partial class GaleraGroup : Fleet
{
    protected override NodeSpec[] Specs { get; } = [new("db1", LabCluster.Kind), new("db2", LabCluster.Kind), new("db3", LabCluster.Kind)];

    protected override string MoreConfiguration => App.Configuration + """
          encryption-in-transit:groups:
            - { name: orders, topology: galera, nodes: [db1, db2, db3] }

        """;

    public IReadOnlyList<LabNode> Members => [.. Nodes];

    protected override async Task PrepareAsync()
    {
        await LabCluster.FormAsync(Members);
        await App.CreateAsync(Members[0]);
        await Orders.CreateAsync(Members[0]);
    }

    public Task MustBeCompleteAsync() => LabCluster.MustBeCompleteAsync(Members);

    /// <summary>The cluster's present view, which all members have. Another one, whenever somebody comes, goes or is not heard of.</summary>
    public async Task<string> ViewAsync()
    {
        var views = await Task.WhenAll(Members.Select(node => node.QueryAsync(
            "SHOW GLOBAL STATUS WHERE Variable_name IN ('wsrep_cluster_conf_id', 'wsrep_cluster_state_uuid', 'wsrep_cluster_status')")));
        return Assert.Single(views.Distinct());
    }

    /// <summary>How long each server's log is now.</summary>
    public async Task<IReadOnlyDictionary<string, int>> LogEndsAsync() =>
        (await LogsAsync()).ToDictionary(log => log.Key, log => log.Value.Length);

    /// <summary>What each server has logged since then.</summary>
    public async Task<IReadOnlyDictionary<string, MemberLog>> LogsSinceAsync(IReadOnlyDictionary<string, int> ends) =>
        (await LogsAsync()).ToDictionary(log => log.Key, log => new MemberLog(log.Value[ends[log.Key]..]));

    private async Task<IReadOnlyDictionary<string, string>> LogsAsync()
    {
        var logs = await Task.WhenAll(Nodes.Select(async node =>
        {
            var path = (await node.QueryAsync("SELECT IF(@@log_error LIKE '/%', @@log_error, CONCAT(@@datadir, @@log_error))")).Trim();
            return (node.Name, Text: await node.ReadFileAsync(path));
        }));
        return logs.ToDictionary(log => log.Name, log => log.Text);
    }

    /// <summary>A part of a member's log.</summary>
    public sealed partial class MemberLog(string text)
    {
        /// <summary>How many times the server was started.</summary>
        public int Starts => Regex.Count(text, @"(?m)ready for connections\.$");

        /// <summary>
        /// Each view that it had while it served: whether it was of a cluster that serves, and of how many members. Who comes or
        /// goes is alone for a moment.
        /// </summary>
        public IReadOnlyList<(string Status, int Members)> Views()
        {
            var (serves, views) = (true, new List<(string, int)>());
            foreach (Match match in Event().Matches(text))
            {
                if (match.Groups["up"].Success || match.Groups["down"].Success)
                    serves = match.Groups["up"].Success;
                else if (serves)
                    views.Add((match.Groups["status"].Value, int.Parse(match.Groups["members"].Value, CultureInfo.InvariantCulture)));
            }
            return views;
        }

        [GeneratedRegex(@"(?<up>ready for connections\.\n)|(?<down>Normal shutdown\n|loading provider library)|View:\n  id: .*\n  status: (?<status>.*)\n(?:  .*\n)*?  members\((?<members>\d+)\)")]
        private static partial Regex Event();
    }
}
