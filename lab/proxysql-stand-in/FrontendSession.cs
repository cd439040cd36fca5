using EncryptionInTransit.Lab.ProxySqlStandIn.Admin;
using EncryptionInTransit.Lab.ProxySqlStandIn.Protocol;

namespace EncryptionInTransit.Lab.ProxySqlStandIn;

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
