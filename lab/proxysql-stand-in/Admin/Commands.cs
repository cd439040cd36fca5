using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using EncryptionInTransit.Lab.ProxySqlStandIn.Tls;

namespace EncryptionInTransit.Lab.ProxySqlStandIn.Admin;

/// <summary>What the admin interface understands: ProxySQL's commands here, <see cref="Queries"/> for the rest.</summary>
internal sealed partial class Commands(Layers layers, FrontendCertificate certificate, FrontendSessions sessions, Faults faults)
{
    private readonly Queries _queries = new(layers);

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
            var result = faults.IsIgnored(upper) ? SqlResult.Ok : LoadOrSave(upper) ?? Proxysql(upper) ?? Kill(upper) ?? Set(text) ?? _queries.Run(text, query);
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
            case "PROXYSQL FLUSH LOGS":
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

    private enum Step
    {
        None,
        DiskToMain,
        MainToRuntime,
        RuntimeToMain,
        MainToDisk,
    }
}
