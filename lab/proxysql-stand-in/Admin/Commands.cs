using System.Text.RegularExpressions;
using EncryptionInTransit.Lab.ProxySqlStandIn.Tls;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Admin;

/// <summary>What the admin interface understands: ProxySQL's commands, and SQL for the rest.</summary>
internal sealed partial class Commands(Layers layers, FrontendCertificate certificate, Faults faults)
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
            var result = faults.IsIgnored(upper) ? SqlResult.Ok : LoadOrSave(upper) ?? Proxysql(upper) ?? Set(text) ?? Sql(text, query);
            if (faults.DiesAfter(upper))
                Die(upper);
            return result;
        }
    }

    private static void Die(string command)
    {
        Log.Error($"Dying at '{command}' by order of the fault file");
        System.Diagnostics.Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
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
            MoveVariables(step, words.Split(' ')[0].ToLowerInvariant() + "-");
        else if (layers.FindModule(words) is { } module)
            Move(step, module);
        else
            return null;
        return SqlResult.Ok;
    }

    private void MoveVariables(Step step, string prefix)
    {
        switch (step)
        {
            case Step.DiskToMain: layers.DiskToMainVariables(prefix); break;
            case Step.MainToRuntime: layers.MainToRuntimeVariables(prefix); break;
            case Step.RuntimeToMain: layers.RuntimeToMainVariables(prefix); break;
            default: layers.MainToDiskVariables(prefix); break;
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
                Environment.Exit(0);
                return SqlResult.Ok;
            case "PROXYSQL FLUSH LOGS":
                return SqlResult.Ok;
            default:
                return null;
        }
    }

    // What clients say of themselves is answered with OK, as ProxySQL does.
    private SqlResult? Set(string text)
    {
        if (ClientChatter().IsMatch(text))
            return SqlResult.Ok;
        if (SetPattern().Match(text) is not { Success: true } match)
            return null;
        var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value.Trim());
        if (value.Length >= 2 && value[0] is '\'' or '"' && value[^1] == value[0])
            value = value[1..^1].Replace($"{value[0]}{value[0]}", $"{value[0]}");
        return layers.Execute("UPDATE global_variables SET variable_value = ? WHERE variable_name = ?", value, name) is { Affected: 0 }
            ? SqlResult.Ok with { Info = $"ERROR: Unknown global variable: '{name}'." }
            : SqlResult.Ok;
    }

    private SqlResult Sql(string text, string query)
    {
        if (text.StartsWith("SELECT @@version_comment", StringComparison.OrdinalIgnoreCase))
            return layers.Execute("SELECT '(ProxySQL Admin Module)'");
        if (text.Equals("SELECT @@version", StringComparison.OrdinalIgnoreCase) || text.Equals("SELECT VERSION()", StringComparison.OrdinalIgnoreCase))
            return layers.Execute($"SELECT '{Version}' AS '{text[7..]}'");
        if (VariableSelect().Match(text) is { Success: true } select)
            return layers.Execute($"SELECT variable_value AS '@@{select.Groups["name"].Value}' FROM global_variables WHERE variable_name = ?", select.Groups["name"].Value);
        if (ShowVariables().Match(text) is { Success: true } show)
            return ShowVariablesLike(show.Groups["scope"].Value, show.Groups["pattern"]);
        if (ShowTables().Match(text) is { Success: true } tables)
            return ShowTablesLike(tables.Groups["schema"].Value, tables.Groups["pattern"]);
        if (text.Equals("SHOW DATABASES", StringComparison.OrdinalIgnoreCase) || text.Equals("SHOW SCHEMAS", StringComparison.OrdinalIgnoreCase))
            return layers.Execute("SELECT seq, name, file FROM pragma_database_list WHERE name NOT LIKE 'stand_in%'");
        if (ShowCreate().Match(text) is { Success: true } create)
        {
            var schema = create.Groups["schema"] is { Success: true, Value: var named } ? named : "main";
            return layers.Execute(
                $"SELECT name AS 'table', REPLACE(sql, ' , ', ',' || char(10) || '    ') AS 'Create Table' FROM {schema}.sqlite_master WHERE type = 'table' AND name = ?",
                create.Groups["table"].Value);
        }
        return layers.Execute(query);
    }

    private SqlResult ShowVariablesLike(string scope, Group pattern) => layers.Execute(
        "SELECT variable_name AS Variable_name, variable_value AS Value FROM global_variables WHERE variable_name LIKE ? AND variable_name LIKE ? ORDER BY variable_name",
        scope.ToUpperInvariant().Trim() switch { "MYSQL" => "mysql-%", "ADMIN" => "admin-%", _ => "%" },
        pattern.Success ? pattern.Value : "%");

    private SqlResult ShowTablesLike(string schema, Group pattern) => layers.Execute(
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

    [GeneratedRegex(@"^SELECT @@(?<name>(?:mysql|admin)-\w+)$", RegexOptions.IgnoreCase)]
    private static partial Regex VariableSelect();

    [GeneratedRegex(@"^SHOW (?<scope>(?:ALL |GLOBAL |MYSQL |ADMIN )?)VARIABLES(?: LIKE '(?<pattern>[^']*)')?$", RegexOptions.IgnoreCase)]
    private static partial Regex ShowVariables();

    [GeneratedRegex(@"^SHOW TABLES(?: (?:IN|FROM) (?<schema>\w+))?(?: LIKE '(?<pattern>[^']*)')?$", RegexOptions.IgnoreCase)]
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
