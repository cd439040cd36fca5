using System.Net;
using EncryptionInTransit.Lab.ProxySqlStandIn.Admin;
using EncryptionInTransit.Lab.ProxySqlStandIn.Protocol;

namespace EncryptionInTransit.Lab.ProxySqlStandIn;

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
