using System.Runtime.InteropServices;
using SQLitePCL;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Admin;

/// <summary>What came of a statement: rows, or how many were matched.</summary>
internal sealed record SqlResult(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, long Affected)
{
    public static SqlResult Ok { get; } = new([], [], 0);

    /// <summary>What the OK packet tells besides.</summary>
    public string Info { get; init; } = "";
}

/// <summary>A statement is refused, in SQLite's words or ProxySQL's.</summary>
internal sealed class AdminException(string message) : Exception(message);

/// <summary>
/// A connection to SQLite by its C interface: ProxySQL hands its statements and errors through unchanged. It is the library of
/// the node's Debian, a little older than ProxySQL's own: what works here works there.
/// </summary>
internal sealed class Sqlite
{
    private const string Library = "libsqlite3.so.0";

    private readonly sqlite3 _database;

    static Sqlite()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_sqlite3).Assembly, (_, _, _) => NativeLibrary.Load(Library));
        raw.SetProvider(new SQLite3Provider_sqlite3());
    }

    public Sqlite()
    {
        if (raw.sqlite3_open(":memory:", out _database) != raw.SQLITE_OK)
            throw new AdminException("SQLite does not open");
    }

    /// <summary>Runs a statement. What follows its end is left out without a word, as ProxySQL does.</summary>
    /// <exception cref="AdminException">SQLite refuses it.</exception>
    public SqlResult Execute(string sql, params IReadOnlyList<string> values)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out var statement));
        using (statement)
        {
            for (var i = 0; i < values.Count; i++)
                raw.sqlite3_bind_text(statement, i + 1, values[i]);
            var columns = Enumerable.Range(0, raw.sqlite3_column_count(statement))
                .Select(column => raw.sqlite3_column_name(statement, column).utf8_to_string())
                .ToArray();
            var rows = new List<string?[]>();
            int code;
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                rows.Add([.. columns.Select((_, column) =>
                    raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(statement, column).utf8_to_string())]);
            }
            if (code != raw.SQLITE_DONE)
                throw new AdminException(raw.sqlite3_errmsg(_database).utf8_to_string());
            return new SqlResult(columns, rows, columns.Length == 0 ? raw.sqlite3_changes(_database) : 0);
        }
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new AdminException(raw.sqlite3_errmsg(_database).utf8_to_string());
    }
}
