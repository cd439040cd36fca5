using System.Net.Sockets;
using System.Reflection;
using Renci.SshNet;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>
/// The few things that SSH.NET can do and does not show. All of them stand here, so that another version of the library
/// is checked in one place; a test uses each.
/// </summary>
internal static class SshNetInternals
{
    // As Go's TCP connections have it, so that a peer that is gone is noticed after two and a half minutes.
    private const int KeepAliveSeconds = 15;
    private const int KeepAliveProbes = 9;

    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly Assembly Library = typeof(SshCommand).Assembly;
    private static readonly FieldInfo CommandSession = Field(typeof(SshCommand), "_session");
    private static readonly FieldInfo CommandChannel = Field(typeof(SshCommand), "_channel");
    private static readonly FieldInfo SessionSocket = Field(Type("Renci.SshNet.Session"), "_socket");
    private static readonly PropertyInfo ClientSession = Property(typeof(BaseClient), "Session");
    private static readonly PropertyInfo CommandStdout = Property(typeof(SshCommand), nameof(SshCommand.OutputStream));
    private static readonly PropertyInfo CommandStderr = Property(typeof(SshCommand), nameof(SshCommand.ExtendedOutputStream));

    public static readonly System.Type SessionInterface = Type("Renci.SshNet.ISession");
    public static readonly System.Type ChannelInterface = Type("Renci.SshNet.Channels.IChannelSession");

    private static readonly MethodInfo ChannelSendEof = Method(Type("Renci.SshNet.Channels.IChannel"), "SendEof");

    public static readonly MethodInfo CreateChannel = Method(SessionInterface, "CreateChannelSession");
    public static readonly MethodInfo ChannelSendExec = Method(ChannelInterface, "SendExecRequest");
    public static readonly MethodInfo ChannelSendEnvironment = Method(ChannelInterface, "SendEnvironmentVariableRequest");

    /// <summary>Lets the operating system watch the connection. SSH.NET's own keep-alive waits for no answer, so it notices nothing for a quarter of an hour.</summary>
    public static void KeepAlive(BaseClient client)
    {
        var socket = (Socket)SessionSocket.GetValue(ClientSession.GetValue(client))!;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
    }

    /// <summary>Before it runs: has the command write its output into these streams as it comes, in order, without a thread that waits for it.</summary>
    public static void Redirect(SshCommand command, Stream stdout, Stream stderr)
    {
        CommandStdout.SetValue(command, stdout);
        CommandStderr.SetValue(command, stderr);
    }

    /// <summary>Before it runs: puts something else between the command and its connection.</summary>
    /// <param name="replace">Gets and gives an object with <see cref="SessionInterface"/>.</param>
    public static void ReplaceSession(SshCommand command, Func<object, object> replace) =>
        CommandSession.SetValue(command, replace(CommandSession.GetValue(command)!));

    /// <summary>Closes the command's standard input. The library does so only after something was written to it.</summary>
    public static void CloseStdin(SshCommand command)
    {
        if (CommandChannel.GetValue(command) is { } channel)
            ChannelSendEof.Invoke(channel, null);
    }

    private static System.Type Type(string name) => Library.GetType(name) ?? throw Missing(name);

    private static FieldInfo Field(System.Type type, string name) => type.GetField(name, Hidden) ?? throw Missing($"{type}.{name}");

    private static PropertyInfo Property(System.Type type, string name) => type.GetProperty(name, Hidden) ?? throw Missing($"{type}.{name}");

    private static MethodInfo Method(System.Type type, string name) => type.GetMethod(name, Hidden) ?? throw Missing($"{type}.{name}");

    private static MissingMemberException Missing(string name) => new($"{Library.GetName()} has no {name}: this program was written for another version of it");
}
