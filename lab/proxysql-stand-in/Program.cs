using System.Net;
using System.Net.Sockets;
using EncryptionInTransit.Lab.ProxySqlStandIn;
using EncryptionInTransit.Lab.ProxySqlStandIn.Admin;
using EncryptionInTransit.Lab.ProxySqlStandIn.Protocol;
using EncryptionInTransit.Lab.ProxySqlStandIn.Tls;

const string Name = "lab stand-in of ProxySQL 2.7.1: its admin interface and its frontend's TLS, no proxy";

// ProxySQL's own options, as far as the lab uses them. It is always in the foreground.
var (configuration, dataDirectory) = ("/etc/proxysql.cnf", (string?)null);
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--version" or "-V":
            Console.WriteLine(Name);
            return 0;
        case "-c" or "--config" when i + 1 < args.Length:
            configuration = args[++i];
            break;
        case "-D" or "--datadir" when i + 1 < args.Length:
            dataDirectory = args[++i];
            break;
        case "-f" or "--foreground":
            break;
        default:
            Console.Error.WriteLine($"'{args[i]}' is no option of the {Name}");
            return 2;
    }
}

Log.Info($"This is the {Name}");
var settings = Settings.Read(configuration, dataDirectory);
var faults = new Faults(settings.DataDirectory);
var certificate = new FrontendCertificate(settings.DataDirectory);
try
{
    certificate.LoadOrCreate();
}
catch (TlsException error)
{
    // As ProxySQL: status 0, so that nobody starts it again and again.
    Log.Error(error.Message);
    return 0;
}

var sessions = new FrontendSessions();
var layers = new Layers(settings, faults, sessions);
var commands = new Commands(layers, certificate, sessions, faults);
List<Thread> listeners =
[
    .. Listen(Variables.AdminInterfaces, client => new AdminSession(client, layers, commands)),
    .. Listen(Variables.Interfaces, client => new FrontendSession(client, layers, sessions)),
];
Log.Info("Ready");
listeners.ForEach(listener => listener.Join());
return 0;

List<Thread> Listen(string variable, Func<ClientConnection, Session> open)
{
    var threads = new List<Thread>();
    foreach (var place in layers.RuntimeVariable(variable).Split(';', StringSplitOptions.RemoveEmptyEntries))
    {
        var listener = new TcpListener(IPEndPoint.Parse(place));
        listener.Start();
        threads.Add(Start(() =>
        {
            while (true)
            {
                var socket = listener.AcceptSocket();
                Start(() => Serve(socket, open));
            }
        }));
    }
    return threads;
}

void Serve(Socket socket, Func<ClientConnection, Session> open)
{
    try
    {
        socket.NoDelay = true;
        using var client = new ClientConnection(socket, certificate);
        open(client).Run();
    }
    catch (Exception error) when (error is IOException or SocketException)
    {
        Log.Info($"A client went: {error.Message}");
    }
}

static Thread Start(ThreadStart work)
{
    var thread = new Thread(work, maxStackSize: 256 * 1024) { IsBackground = true };
    thread.Start();
    return thread;
}
