namespace EncryptionInTransit.Lab.ProxySqlStandIn.Admin;

/// <summary>
/// The three layers: main in memory, runtime (held apart, shown in the runtime_ tables) and disk, a file that outlives the
/// process. One lock holds all of it.
/// </summary>
internal sealed class Layers
{
    // Not shown by SHOW DATABASES: ProxySQL's runtime is no database.
    private const string Runtime = "stand_in_runtime";

    private readonly Sqlite _sqlite = new();
    private readonly IReadOnlyList<Module> _modules;
    private readonly Statistics _statistics;

    /// <summary>Opens the database file, or makes it from the settings; then loads disk to main to runtime.</summary>
    public Layers(Settings settings, Faults faults, FrontendSessions sessions)
    {
        _statistics = new Statistics(_sqlite, sessions);
        _modules = [.. Tables.Modules.Select(module => module with { Tables = [.. module.Tables.Where(table => !faults.Lacks(table.Name))] })];
        var isNew = !File.Exists(Path.Combine(settings.DataDirectory, "proxysql.db"));
        Attach(Path.Combine(settings.DataDirectory, "proxysql.db"), "disk");
        foreach (var schema in new[] { "stats", "monitor" })
            Attach(":memory:", schema);
        Attach(Path.Combine(settings.DataDirectory, "proxysql_stats.db"), "stats_history");
        Attach(":memory:", Runtime);

        _sqlite.Execute("BEGIN");
        CreateTables(faults);
        Start(settings, isNew);
        _sqlite.Execute("COMMIT");
    }

    public Lock Lock { get; } = new();

    /// <summary>A variable's value in runtime.</summary>
    public string RuntimeVariable(string name)
    {
        lock (Lock)
            return _sqlite.Execute($"SELECT variable_value FROM {Runtime}.global_variables WHERE variable_name = ?", name).Rows[0][0]!;
    }

    /// <summary>A user of the frontend in runtime: password, and whether TLS is required.</summary>
    public (string Password, bool RequiresTls)? FrontendUser(string name)
    {
        lock (Lock)
        {
            var rows = _sqlite.Execute(
                $"SELECT password, use_ssl FROM {Runtime}.mysql_users WHERE active = 1 AND frontend = 1 AND username = ?", name).Rows;
            return rows is [var row] ? (row[0] ?? "", row[1] == "1") : null;
        }
    }

    /// <summary>Runs a statement of the client's on main and disk. Changes of runtime_ tables are gone at the next look.</summary>
    /// <exception cref="AdminException">SQLite refuses it.</exception>
    public SqlResult Execute(string sql, params IReadOnlyList<string> values)
    {
        if (sql.Contains("runtime_", StringComparison.OrdinalIgnoreCase))
            ShowRuntime();
        if (sql.Contains("stats_mysql_", StringComparison.OrdinalIgnoreCase))
            _statistics.Refresh(Runtime);
        return _sqlite.Execute(sql, values);
    }

    /// <summary>The tables that commands call by these words, or nothing.</summary>
    public Module? FindModule(string words) => _modules.FirstOrDefault(module => module.Words == words);

    public void MainToRuntime(Module module) => Copy(module, "main", Runtime);

    public void MainToDisk(Module module) => Copy(module, "main", "disk");

    public void DiskToMain(Module module) => Copy(module, "disk", "main");

    public void RuntimeToMain(Module module)
    {
        if (module.Tables.All(table => table.Name != Tables.Users))
        {
            Copy(module, Runtime, "main");
            return;
        }
        _sqlite.Execute("UPDATE main.mysql_users SET active = 0");
        ShowUsers("main.mysql_users");
    }

    /// <summary>LOAD ... VARIABLES TO RUNTIME. A value that is not taken, and a name that does not exist, is undone in main without an error.</summary>
    public void MainToRuntimeVariables(string prefix)
    {
        foreach (var row in _sqlite.Execute("SELECT variable_name, variable_value FROM main.global_variables WHERE variable_name LIKE ?", $"{prefix}%").Rows)
        {
            var (name, value) = (row[0]!, row[1]!);
            if (!Variables.All.TryGetValue(name, out var variable))
            {
                Log.Error($"Impossible to set not existing variable {name} with value \"{value}\". Deleting.");
                _sqlite.Execute("DELETE FROM main.global_variables WHERE variable_name = ?", name);
            }
            else if (variable.Normalise(value) is { } normal)
            {
                _sqlite.Execute($"REPLACE INTO {Runtime}.global_variables VALUES (?, ?)", name, normal);
            }
            else if (RuntimeVariable(name) is var current && current != value)
            {
                Log.Error($"Impossible to set variable {name} with value \"{value}\". Resetting to current \"{current}\".");
                _sqlite.Execute("REPLACE INTO main.global_variables VALUES (?, ?)", name, current);
            }
        }
    }

    /// <summary>Returns how many.</summary>
    public long MainToDiskVariables(string prefix) => CopyVariables(prefix, "main", "disk");

    /// <summary>Returns how many.</summary>
    public long DiskToMainVariables(string prefix) => CopyVariables(prefix, "disk", "main");

    public void RuntimeToMainVariables(string prefix) => CopyVariables(prefix, Runtime, "main");

    private void CreateTables(Faults faults)
    {
        foreach (var table in _modules.SelectMany(module => module.Tables).Append(new("global_variables", Tables.GlobalVariablesColumns)))
        {
            foreach (var schema in new[] { "main", "disk", Runtime })
                _sqlite.Execute($"CREATE TABLE IF NOT EXISTS {schema}.{table.Name} ({table.Columns})");
            _sqlite.Execute($"CREATE TABLE main.runtime_{table.Name} ({table.Columns})");
        }
        // Left by a start that had it.
        foreach (var table in Tables.Modules.SelectMany(module => module.Tables).Where(table => faults.Lacks(table.Name)))
            _sqlite.Execute($"DROP TABLE IF EXISTS disk.{table.Name}");
        foreach (var table in Tables.Statistics)
            _sqlite.Execute($"CREATE TABLE stats.{table.Name} ({table.Columns})");
    }

    private void Start(Settings settings, bool isNew)
    {
        foreach (var (name, variable) in Variables.All)
        {
            var configured = isNew ? settings.Variables.GetValueOrDefault(name, variable.Default) : variable.Default;
            if (name != Variables.Version)
                _sqlite.Execute("INSERT OR IGNORE INTO disk.global_variables VALUES (?, ?)", name, configured);
            var stored = _sqlite.Execute("SELECT variable_value FROM disk.global_variables WHERE variable_name = ?", name).Rows;
            var value = stored is [[{ } disk]] ? disk : configured;
            var current = variable.Domain == "fixed" ? value : variable.Normalise(value) ?? variable.Default;
            _sqlite.Execute($"INSERT INTO {Runtime}.global_variables VALUES (?, ?)", name, current);
            _sqlite.Execute("INSERT INTO main.global_variables VALUES (?, ?)", name, value);
        }
        foreach (var prefix in new[] { "admin-", "mysql-" })
        {
            DiskToMainVariables(prefix);
            MainToRuntimeVariables(prefix);
        }
        foreach (var module in _modules)
        {
            DiskToMain(module);
            MainToRuntime(module);
        }
    }

    private void Attach(string path, string schema) => _sqlite.Execute($"ATTACH DATABASE ? AS {schema}", path);

    private long CopyVariables(string prefix, string from, string to) => _sqlite.Execute(
        $"INSERT OR REPLACE INTO {to}.global_variables SELECT * FROM {from}.global_variables WHERE variable_name LIKE ?", $"{prefix}%").Affected;

    private void Copy(Module module, string from, string to)
    {
        foreach (var table in module.Tables)
        {
            _sqlite.Execute($"DELETE FROM {to}.{table.Name}");
            _sqlite.Execute($"INSERT OR REPLACE INTO {to}.{table.Name} SELECT * FROM {from}.{table.Name}");
        }
    }

    private void ShowRuntime()
    {
        foreach (var table in _modules.SelectMany(module => module.Tables).Select(table => table.Name).Append("global_variables"))
        {
            _sqlite.Execute($"DELETE FROM main.runtime_{table}");
            if (table == Tables.Users)
                ShowUsers("main.runtime_mysql_users");
            else
                _sqlite.Execute($"INSERT INTO main.runtime_{table} SELECT * FROM {Runtime}.{table}");
        }
    }

    // Runtime knows a user of both sides as two, and none that is not active.
    private void ShowUsers(string table)
    {
        foreach (var (side, backend, frontend) in new[] { ("frontend", 0, 1), ("backend", 1, 0) })
        {
            _sqlite.Execute(
                $"""
                REPLACE INTO {table} SELECT username, password, 1, use_ssl, default_hostgroup, COALESCE(default_schema, ''), schema_locked,
                    transaction_persistent, fast_forward, {backend}, {frontend}, max_connections, attributes, comment
                FROM {Runtime}.mysql_users WHERE active = 1 AND {side} = 1
                """);
        }
    }
}
