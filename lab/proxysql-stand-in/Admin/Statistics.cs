using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Admin;

/// <summary>The stats_ tables, as far as there is something to tell: the clients of the frontend, and backends nobody is connected to.</summary>
internal sealed class Statistics(Sqlite sqlite, FrontendSessions sessions)
{
    private const string ExtendedProcesslist = "mysql-show_processlist_extended";

    // Those of the columns of a session without a query.
    private const string InsertProcess =
        "INSERT INTO stats.stats_mysql_processlist (ThreadID, SessionID, user, db, cli_host, cli_port, hostgroup, command, time_ms, extended_info) "
        + "VALUES (0, ?, ?, 'information_schema', ?, ?, -1, 'Sleep', ?, NULLIF(?, ''))";

    /// <summary>Makes the tables tell of now.</summary>
    /// <param name="runtime">The schema of the runtime layer.</param>
    public void Refresh(string runtime)
    {
        var extended = sqlite.Execute($"SELECT variable_value FROM {runtime}.global_variables WHERE variable_name = ?", ExtendedProcesslist).Rows[0][0];
        sqlite.Execute("DELETE FROM stats.stats_mysql_processlist");
        foreach (var client in sessions.All)
        {
            var connection = client.Connection;
            sqlite.Execute(
                InsertProcess,
                Text(connection.Id),
                client.User,
                connection.ClientAddress.ToString(),
                Text(connection.ClientPort),
                Text(connection.IdleMilliseconds),
                extended == "0" ? "" : Describe(client, indented: extended == "2"));
        }

        sqlite.Execute("DELETE FROM stats.stats_mysql_users");
        sqlite.Execute(
            $"INSERT INTO stats.stats_mysql_users SELECT username, 0, max_connections FROM {runtime}.mysql_users WHERE active = 1 AND frontend = 1");
        sqlite.Execute(
            "UPDATE stats.stats_mysql_users SET frontend_connections = (SELECT COUNT(*) FROM stats.stats_mysql_processlist WHERE user = username)");

        sqlite.Execute("DELETE FROM stats.stats_mysql_connection_pool");
        sqlite.Execute(
            $"INSERT INTO stats.stats_mysql_connection_pool SELECT hostgroup_id, hostname, port, status, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM {runtime}.mysql_servers");
    }

    // A part of what ProxySQL tells, in its words.
    private static string Describe(FrontendClient client, bool indented)
    {
        var connection = client.Connection;
        var description = new JsonObject
        {
            ["client"] = new JsonObject
            {
                ["client_addr"] = new JsonObject { ["address"] = connection.ClientAddress.ToString(), ["port"] = connection.ClientPort },
                ["encrypted"] = connection.IsEncrypted,
                ["userinfo"] = new JsonObject { ["schemaname"] = "information_schema", ["username"] = client.User },
            },
            ["thread_session_id"] = connection.Id,
        };
        if (connection.Cipher is { } cipher)
            description.Insert(1, "ssl_cipher", cipher);
        return description.ToJsonString(new JsonSerializerOptions { WriteIndented = indented, IndentSize = 4 });
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
