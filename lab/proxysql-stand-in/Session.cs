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
