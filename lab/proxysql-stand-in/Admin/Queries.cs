using System.Text.RegularExpressions;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Admin;

/// <summary>What SQLite answers: a client's SQL as it is, and MySQL's own questions put into SQLite's words.</summary>
internal sealed partial class Queries(Layers layers)
{
    private const string ShownVariables = "SELECT variable_name AS Variable_name, variable_value AS Value FROM global_variables";

    /// <summary>Runs a query.</summary>
    /// <param name="text">It with single spaces, and without a semicolon at its end.</param>
    /// <param name="query">It as the client sent it.</param>
    /// <exception cref="AdminException">It is refused.</exception>
    public SqlResult Run(string text, string query) => Constant(text.ToUpperInvariant()) ?? Show(text) ?? layers.Execute(query);

    private SqlResult? Constant(string text) => text switch
    {
        "SELECT @@VERSION_COMMENT" or "SELECT @@VERSION_COMMENT LIMIT 1" => layers.Execute("SELECT '(ProxySQL Admin Module)'"),
        "SELECT @@VERSION" => layers.Execute("SELECT ? AS '@@version'", Version),
        "SELECT VERSION()" => layers.Execute("SELECT ? AS 'version()'", Version),
        "SELECT CONNECTION_ID()" => layers.Execute("SELECT 0 AS 'CONNECTION_ID()'"),
        "SELECT DATABASE()" => layers.Execute("SELECT 'admin' AS 'DATABASE()'"),
        "SHOW DATABASES" or "SHOW SCHEMAS" => layers.Execute("SELECT seq, name, file FROM pragma_database_list WHERE name NOT LIKE 'stand_in%'"),
        "SHOW PROCESSLIST" or "SHOW FULL PROCESSLIST" => layers.Execute(
            "SELECT SessionID, user, db, hostgroup, command, time_ms, SUBSTR(info, 0, 100) AS info FROM stats_mysql_processlist"),
        "SHOW VARIABLES" or "SHOW ALL VARIABLES" or "SHOW GLOBAL VARIABLES" => layers.Execute($"{ShownVariables} ORDER BY variable_name"),
        "SHOW MYSQL VARIABLES" => layers.Execute($"{ShownVariables} WHERE variable_name LIKE 'mysql-%' ORDER BY variable_name"),
        "SHOW ADMIN VARIABLES" => layers.Execute($"{ShownVariables} WHERE variable_name LIKE 'admin-%' ORDER BY variable_name"),
        _ => null,
    };

    private SqlResult? Show(string text)
    {
        if (SelectVariable().Match(text) is { Success: true } select)
        {
            var name = select.Groups["name"].Value;
            return layers.Execute($"SELECT variable_value AS '@@{name}' FROM global_variables WHERE variable_name = ?", name);
        }
        if (ShowVariablesLike().Match(text) is { Success: true } variables)
            return layers.Execute($"{ShownVariables} WHERE variable_name LIKE ?", variables.Groups["pattern"].Value);
        if (ShowTables().Match(text) is { Success: true } tables)
            return ShowTablesOf(tables.Groups["schema"], tables.Groups["pattern"]);
        if (ShowCreateTable().Match(text) is { Success: true } create)
            return ShowCreateTableOf(create.Groups["schema"], create.Groups["table"].Value);
        return null;
    }

    private SqlResult ShowTablesOf(Group schema, Group pattern) => layers.Execute(
        $"SELECT name AS tables FROM {NameOrMain(schema)}.sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence' AND name LIKE ? ORDER BY name",
        pattern.Success ? pattern.Value.Replace("\\", "") : "%");

    private SqlResult ShowCreateTableOf(Group schema, string table)
    {
        const string Start = "'CREATE TABLE ' || name || ' ('";
        const string NewLine = "char(10) || '    '";
        return layers.Execute(
            $"""
            SELECT name AS 'table', REPLACE(REPLACE(sql, ' , ', ',' || {NewLine}), {Start}, {Start} || {NewLine}) AS 'Create Table'
            FROM {NameOrMain(schema)}.sqlite_master WHERE type = 'table' AND name = ?
            """,
            table);
    }

    private static string Version => Variables.All[Variables.Version].Default;

    private static string NameOrMain(Group schema) => schema.Success ? schema.Value : "main";

    [GeneratedRegex(@"^SELECT @@(?<name>(?:mysql|admin)-\w+)$", RegexOptions.IgnoreCase)]
    private static partial Regex SelectVariable();

    [GeneratedRegex(@"^SHOW VARIABLES LIKE '(?<pattern>[^']*)'$", RegexOptions.IgnoreCase)]
    private static partial Regex ShowVariablesLike();

    [GeneratedRegex(@"^SHOW TABLES(?: (?:IN|FROM) (?<schema>\w+)| LIKE '(?<pattern>[^']*)')?$", RegexOptions.IgnoreCase)]
    private static partial Regex ShowTables();

    [GeneratedRegex(@"^SHOW CREATE TABLE (?:(?<schema>\w+)\.)?`?(?<table>\w+)`?$", RegexOptions.IgnoreCase)]
    private static partial Regex ShowCreateTable();
}
