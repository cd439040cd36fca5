using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using EncryptionInTransit.Lab.ProxySqlStandIn.Tls;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Admin;

/// <summary>What the admin interface understands: ProxySQL's commands, and SQL for the rest.</summary>
internal sealed partial class Commands(Layers layers, FrontendCertificate certificate, FrontendSessions sessions, Faults faults)
{
    private const string Version = "2.7.1-0";

    /// <summary>Runs a client's query.</summary>
    /// <exception cref="AdminException">It is refused.</exception>
    public SqlResult Run(string query)
    {
        var text = Spaces().Replace(query, " ").Trim().TrimEnd(';').Trim();
        var upper = text.ToUpperInvariant();
        lock (layers.Lock)
        {
            if (faults.DiesBefore(upper))
                Die(upper);
            if (faults.Fails(upper))
                throw new AdminException($"stand-in: '{text}' fails by order of its fault file");
            var result = faults.IsIgnored(upper) ? SqlResult.Ok : LoadOrSave(upper) ?? Proxysql(upper) ?? Kill(upper) ?? Set(text) ?? Sql(text, query);
            if (faults.DiesAfter(upper))
                Die(upper);
            return result;
        }
    }

    // At once, as ProxySQL does: no client is told.
    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void End(int status);

    private static void Die(string command)
    {
        Log.Error($"Dying at '{command}' by order of the fault file");
        End(137);
    }

    private SqlResult? LoadOrSave(string command)
    {
        if (LoadOrSavePattern().Match(command) is not { Success: true } match)
            return null;
        var (words, way) = (match.Groups["words"].Value, match.Groups["way"].Value.Replace("MEMORY", "MEM").Replace("RUNTIME", "RUN"));
        // To load is to go from disk towards runtime, to save the other way; each step has two names.
        var step = (match.Groups["verb"].Value, way) switch
        {
            ("LOAD", "FROM DISK" or "TO MEM") => Step.DiskToMain,
            ("LOAD", "FROM MEM" or "TO RUN") => Step.MainToRuntime,
            ("SAVE", "FROM RUN" or "TO MEM") => Step.RuntimeToMain,
            ("SAVE", "FROM MEM" or "TO DISK") => Step.MainToDisk,
            _ => Step.None,
        };
        if (step == Step.None)
            return null;
        if (words is "MYSQL VARIABLES" or "ADMIN VARIABLES")
            return SqlResult.Ok with { Affected = MoveVariables(step, words.Split(' ')[0].ToLowerInvariant() + "-") };
        if (layers.FindModule(words) is { } module)
            Move(step, module);
        else
            return null;
        return SqlResult.Ok;
    }

    // Returns the affected rows that ProxySQL tells.
    private long MoveVariables(Step step, string prefix)
    {
        switch (step)
        {
            case Step.DiskToMain:
                return layers.DiskToMainVariables(prefix);
            case Step.MainToDisk:
                return layers.MainToDiskVariables(prefix);
            case Step.MainToRuntime:
                layers.MainToRuntimeVariables(prefix);
                return 0;
            default:
                layers.RuntimeToMainVariables(prefix);
                return 0;
        }
    }

    private void Move(Step step, Module module)
    {
        switch (step)
        {
            case Step.DiskToMain: layers.DiskToMain(module); break;
            case Step.MainToRuntime: layers.MainToRuntime(module); break;
            case Step.RuntimeToMain: layers.RuntimeToMain(module); break;
            default: layers.MainToDisk(module); break;
        }
    }

    private SqlResult? Proxysql(string command)
    {
        switch (command)
        {
            case "PROXYSQL RELOAD TLS":
                try
                {
                    certificate.Reload();
                }
                catch (TlsException error)
                {
                    Log.Error(error.Message);
                    throw new AdminException(error.Message);
                }
                return SqlResult.Ok;
            case "PROXYSQL SHUTDOWN" or "PROXYSQL SHUTDOWN SLOW" or "PROXYSQL KILL":
                Log.Info($"Received {command} command");
                End(0);
                return SqlResult.Ok;
            case "PROXYSQL FLUSH LOGS" or "PROXYSQL FLUSH QUERY CACHE" or "PROXYSQL PAUSE" or "PROXYSQL RESUME":
                return SqlResult.Ok;
            default:
                return null;
        }
    }

    private SqlResult? Kill(string command)
    {
        if (KillPattern().Match(command) is not { Success: true } match)
            return null;
        var id = uint.TryParse(match.Groups["id"].Value, out var number) ? number : 0;
        return sessions.Kill(id) ? SqlResult.Ok : throw new AdminException($"Unknown thread id: {id}");
    }

    // What clients say of themselves is answered with OK, as ProxySQL does.
    private SqlResult? Set(string text)
    {
        if (ClientChatter().IsMatch(text))
            return SqlResult.Ok;
        if (SetPattern().Match(text) is not { Success: true } match)
            return null;
        var name = match.Groups["name"].Value;
        // The value goes into the statement as it is: it may be any expression of SQL.
        return Variables.All.ContainsKey(name)
            ? layers.Execute($"UPDATE global_variables SET variable_value={match.Groups["value"].Value} WHERE variable_name='{name}'")
            : SqlResult.Ok with { Info = $"ERROR: Unknown global variable: '{name}'." };
    }

    private SqlResult Sql(string text, string query)
    {
        if (text.StartsWith("SELECT @@version_comment", StringComparison.OrdinalIgnoreCase))
            return layers.Execute("SELECT '(ProxySQL Admin Module)'");
        if (text.Equals("SELECT @@version", StringComparison.OrdinalIgnoreCase) || text.Equals("SELECT VERSION()", StringComparison.OrdinalIgnoreCase))
            return layers.Execute($"SELECT '{Version}' AS '{text[7..]}'");
        if (text.Equals("SELECT CONNECTION_ID()", StringComparison.OrdinalIgnoreCase))
            return layers.Execute("SELECT 0 AS 'CONNECTION_ID()'");
        if (text.Equals("SELECT DATABASE()", StringComparison.OrdinalIgnoreCase))
            return layers.Execute("SELECT 'admin' AS 'DATABASE()'");
        if (VariableSelect().Match(text) is { Success: true } select)
            return layers.Execute($"SELECT variable_value AS '@@{select.Groups["name"].Value}' FROM global_variables WHERE variable_name = ?", select.Groups["name"].Value);
        if (ShowProcesslist().IsMatch(text))
            return layers.Execute("SELECT SessionID, user, db, hostgroup, command, time_ms, SUBSTR(info, 0, 100) AS info FROM stats_mysql_processlist");
        if (ShowVariables().Match(text) is { Success: true } show)
            return ShowVariablesOf(show.Groups["scope"].Value);
        if (ShowVariablesLike().Match(text) is { Success: true } like)
            return layers.Execute("SELECT variable_name AS Variable_name, variable_value AS Value FROM global_variables WHERE variable_name LIKE ?", like.Groups["pattern"].Value);
        if (ShowTables().Match(text) is { Success: true } tables)
            return ShowTablesOf(tables.Groups["schema"].Value, tables.Groups["pattern"]);
        if (text.Equals("SHOW DATABASES", StringComparison.OrdinalIgnoreCase) || text.Equals("SHOW SCHEMAS", StringComparison.OrdinalIgnoreCase))
            return layers.Execute("SELECT seq, name, file FROM pragma_database_list WHERE name NOT LIKE 'stand_in%'");
        if (ShowCreate().Match(text) is { Success: true } create)
        {
            var schema = create.Groups["schema"] is { Success: true, Value: var named } ? named : "main";
            return layers.Execute(
                $"SELECT name AS 'table', REPLACE(REPLACE(sql, ' , ', ',' || char(10) || '    '), 'CREATE TABLE ' || name || ' (', 'CREATE TABLE ' || name || ' (' || char(10) || '    ') AS 'Create Table' FROM {schema}.sqlite_master WHERE type = 'table' AND name = ?",
                create.Groups["table"].Value);
        }
        return layers.Execute(query);
    }

    private SqlResult ShowVariablesOf(string scope) => layers.Execute(
        "SELECT variable_name AS Variable_name, variable_value AS Value FROM global_variables WHERE variable_name LIKE ? ORDER BY variable_name",
        scope.ToUpperInvariant().Trim() switch { "MYSQL" => "mysql-%", "ADMIN" => "admin-%", _ => "%" });

    private SqlResult ShowTablesOf(string schema, Group pattern) => layers.Execute(
        $"SELECT name AS tables FROM {(schema.Length > 0 ? schema : "main")}.sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence' AND name LIKE ? ORDER BY name",
        pattern.Success ? pattern.Value.Replace("\\", "") : "%");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(?<verb>LOAD|SAVE) (?<words>[A-Z ]+?) (?<way>(?:TO|FROM) (?:MEMORY|MEM|RUNTIME|RUN|DISK))$")]
    private static partial Regex LoadOrSavePattern();

    [GeneratedRegex(@"^SET (?<name>(?:mysql|admin)-\w+) ?= ?(?<value>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex SetPattern();

    [GeneratedRegex(@"^(USE |BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SET (NAMES|AUTOCOMMIT|character_set_results|SQL_AUTO_IS_NULL|SQL_SAFE_UPDATES))", RegexOptions.IgnoreCase)]
    private static partial Regex ClientChatter();

    [GeneratedRegex(@"^KILL CONNECTION (?<id>.+)$")]
    private static partial Regex KillPattern();

    [GeneratedRegex(@"^SHOW (FULL )?PROCESSLIST$", RegexOptions.IgnoreCase)]
    private static partial Regex ShowProcesslist();

    [GeneratedRegex(@"^SELECT @@(?<name>(?:mysql|admin)-\w+)$", RegexOptions.IgnoreCase)]
    private static partial Regex VariableSelect();

    [GeneratedRegex(@"^SHOW (?<scope>(?:ALL |GLOBAL |MYSQL |ADMIN )?)VARIABLES$", RegexOptions.IgnoreCase)]
    private static partial Regex ShowVariables();

    [GeneratedRegex(@"^SHOW VARIABLES LIKE '(?<pattern>[^']*)'$", RegexOptions.IgnoreCase)]
    private static partial Regex ShowVariablesLike();

    [GeneratedRegex(@"^SHOW TABLES(?: (?:IN|FROM) (?<schema>\w+)| LIKE '(?<pattern>[^']*)')?$", RegexOptions.IgnoreCase)]
    private static partial Regex ShowTables();

    [GeneratedRegex(@"^SHOW CREATE TABLE (?:(?<schema>\w+)\.)?`?(?<table>\w+)`?$", RegexOptions.IgnoreCase)]
    private static partial Regex ShowCreate();

    private enum Step
    {
        None,
        DiskToMain,
        MainToRuntime,
        RuntimeToMain,
        MainToDisk,
    }
}
