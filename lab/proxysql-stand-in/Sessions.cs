using System.Net;
using System.Text;
using EncryptionInTransit.Lab.ProxySqlStandIn.Admin;
using EncryptionInTransit.Lab.ProxySqlStandIn.Protocol;

namespace EncryptionInTransit.Lab.ProxySqlStandIn;

/// <summary>A client's session: the login, then commands until it goes.</summary>
internal abstract class Session(ClientConnection client, Layers layers)
{
    private const int Quit = 1;
    private const int InitDatabase = 2;
    private const int Query = 3;
    private const int Ping = 14;
    private const int StatementPrepare = 22;
    private const int SetOption = 27;
    private const int Reset = 31;

    protected ClientConnection Client => client;

    protected Layers Layers => layers;

    public void Run()
    {
        var login = client.Greet(offersTls: layers.RuntimeVariable(Variables.HaveSsl) == "true");
        if (Refuse(login) is var (number, state, message))
        {
            Log.Error(message);
            client.SendError(number, state, message);
            return;
        }
        client.SendOk();
        using var entry = Enter(login);
        while (client.ReceiveCommand() is [var command, .. var rest] && command != Quit)
            Answer(command, rest);
    }

    /// <summary>Why a client may not log in, or nothing: it may.</summary>
    protected abstract (int Number, string State, string Message)? Refuse(Login login);

    /// <summary>The login is done; what is returned is disposed when the session ends.</summary>
    protected abstract IDisposable? Enter(Login login);

    protected abstract void AnswerQuery(string query);

    protected abstract void ResetConnection();

    protected (int Number, string State, string Message) Denied(Login login) => (1045, "28000",
        $"ProxySQL Error: Access denied for user '{login.User}'@'{ClientHost}' (using password: {(login.HasPassword ? "YES" : "NO")})");

    private string ClientHost => Address.ToString();

    protected IPAddress Address => client.ClientAddress.IsIPv4MappedToIPv6 ? client.ClientAddress.MapToIPv4() : client.ClientAddress;

    private void Answer(int command, byte[] rest)
    {
        switch (command)
        {
            case Query:
                AnswerQuery(Encoding.UTF8.GetString(rest));
                break;
            case Ping or InitDatabase or SetOption:
                client.SendOk();
                break;
            case StatementPrepare:
                client.SendError(1045, "28000", "Command not supported");
                break;
            case Reset:
                ResetConnection();
                break;
            default:
                client.SendError(1047, "08S01", "Unknown command");
                break;
        }
    }
}

/// <summary>A session on the admin port.</summary>
internal sealed class AdminSession(ClientConnection client, Layers layers, Commands commands) : Session(client, layers)
{
    // This name alone is tied to the machine itself.
    private const string LocalUser = "admin";

    protected override (int Number, string State, string Message)? Refuse(Login login)
    {
        var known = Layers.RuntimeVariable(Variables.AdminCredentials).Split(';')
            .Select(pair => pair.Split(':', 2))
            .Any(pair => pair is [var user, var password] && user == login.User && login.Proves(password));
        if (!known)
            return Denied(login);
        return login.User != LocalUser || Address.Equals(IPAddress.Loopback) || Address.Equals(IPAddress.IPv6Loopback)
            ? null
            : (1040, "42000", $"User '{login.User}' can only connect locally");
    }

    protected override IDisposable? Enter(Login login) => null;

    protected override void ResetConnection() => Client.SendError(
        1047, "28000", "Received unsupported 'COM_RESET_CONNECTION' for session type 'PROXYSQL_SESSION_ADMIN'");

    protected override void AnswerQuery(string query)
    {
        try
        {
            var result = commands.Run(query);
            if (result.Columns.Count > 0)
                Client.SendRows(result.Columns, result.Rows);
            else
                Client.SendOk(result.Affected, result.Info);
        }
        catch (AdminException error)
        {
            Client.SendError(1045, "28000", $"ProxySQL Admin Error: {error.Message}");
        }
    }
}

/// <summary>A session on the frontend port: logins are as with ProxySQL, but there is nobody to forward a query to.</summary>
internal sealed class FrontendSession(ClientConnection client, Layers layers, FrontendSessions sessions) : Session(client, layers)
{
    protected override (int Number, string State, string Message)? Refuse(Login login)
    {
        if (Layers.FrontendUser(login.User) is not var (password, requiresTls) || !login.Proves(password))
            return Denied(login);
        return requiresTls && !Client.IsEncrypted
            ? (1045, "28000", $"ProxySQL Error: Access denied for user '{login.User}' (using password: {(login.HasPassword ? "YES" : "NO")}). SSL is required")
            : null;
    }

    protected override IDisposable? Enter(Login login) => sessions.Add(Client, login.User);

    protected override void ResetConnection() => Client.SendOk();

    // ProxySQL answers what a client says of itself without a backend too.
    protected override void AnswerQuery(string query)
    {
        if (query.StartsWith("SET NAMES ", StringComparison.OrdinalIgnoreCase))
            Client.SendOk();
        else
            Client.SendError(9999, "HY000", "This is the lab's stand-in of ProxySQL: it forwards no query to a backend. Set PROXYSQL_BINARY for a real one.");
    }
}
