using System.Globalization;
using System.Net.Sockets;
using System.Reflection;
using Renci.SshNet;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>
/// What SSH.NET can do and does not show: its commands take no environment, and cannot close an empty standard input. All names of
/// the library's hidden members stand here, so that another version of it is checked in one place; the tests use each.
/// </summary>
internal static class SshNetInternals
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly Assembly Library = typeof(SshClient).Assembly;
    private static readonly Type Session = Named("Renci.SshNet.ISession");
    private static readonly Type Channel = Named("Renci.SshNet.Channels.IChannel");
    private static readonly Type ChannelBase = Named("Renci.SshNet.Channels.Channel");
    private static readonly Type ChannelSession = Named("Renci.SshNet.Channels.IChannelSession");

    private static readonly PropertyInfo ClientSession = Property(typeof(BaseClient), "Session");
    private static readonly FieldInfo SessionSocket = Field(Named("Renci.SshNet.Session"), "_socket");
    private static readonly ConstructorInfo FailureMessage =
        Named("Renci.SshNet.Messages.Connection.ChannelFailureMessage").GetConstructor([typeof(uint)]) ?? throw Missing("ChannelFailureMessage");

    public static readonly MethodInfo CreateChannel = Method(Session, "CreateChannelSession");
    public static readonly MethodInfo SendMessage = Method(Session, "SendMessage");
    public static readonly EventInfo Disconnected = Event(Session, "Disconnected");
    public static readonly EventInfo ChannelOpenFailed = Event(Session, "ChannelOpenFailureReceived");
    public static readonly EventInfo ErrorOccurred = Event(Session, "ErrorOccured");

    public static readonly MethodInfo Open = Method(ChannelSession, "Open");
    public static readonly MethodInfo SendEnvironment = Method(ChannelSession, "SendEnvironmentVariableRequest");
    public static readonly MethodInfo SendExec = Method(ChannelSession, "SendExecRequest");
    public static readonly MethodInfo SendSignal = Method(ChannelSession, "SendSignalRequest");
    public static readonly MethodInfo SendData = Channel.GetMethod("SendData", [typeof(byte[]), typeof(int), typeof(int)]) ?? throw Missing("IChannel.SendData");
    public static readonly MethodInfo SendEof = Method(Channel, "SendEof");
    public static readonly PropertyInfo RemoteChannelNumber = Property(Channel, "RemoteChannelNumber");
    public static readonly PropertyInfo RemoteWindowSize = Property(ChannelBase, "RemoteWindowSize");
    public static readonly FieldInfo WindowAdjusted = Field(ChannelBase, "_channelServerWindowAdjustWaitHandle");

    /// <summary>A <see cref="Lock"/> that the library holds while it closes a channel.</summary>
    public static readonly FieldInfo ClosingLock = Field(ChannelBase, "_messagingLock");
    public static readonly PropertyInfo IsOpen = Property(Channel, "IsOpen");
    public static readonly EventInfo DataReceived = Event(Channel, "DataReceived");
    public static readonly EventInfo ExtendedDataReceived = Event(Channel, "ExtendedDataReceived");
    public static readonly EventInfo RequestReceived = Event(Channel, "RequestReceived");
    public static readonly EventInfo Closed = Event(Channel, "Closed");

    public static readonly PropertyInfo Data = Property(Named("Renci.SshNet.Common.ChannelDataEventArgs"), "Data");
    public static readonly PropertyInfo Request = Property(Named("Renci.SshNet.Common.ChannelRequestEventArgs"), "Info");
    public static readonly PropertyInfo WantReply = Property(Named("Renci.SshNet.Messages.Connection.RequestInfo"), "WantReply");
    public static readonly PropertyInfo ExitStatus = Property(Named("Renci.SshNet.Messages.Connection.ExitStatusRequestInfo"), "ExitStatus");
    public static readonly PropertyInfo ExitSignal = Property(Named("Renci.SshNet.Messages.Connection.ExitSignalRequestInfo"), "SignalName");

    public static object SessionOf(BaseClient client) => ClientSession.GetValue(client) ?? throw new InvalidOperationException("the client is not connected");

    public static Socket SocketOf(BaseClient client) => (Socket)SessionSocket.GetValue(SessionOf(client))!;

    /// <summary>The answer "no" to a request on a channel.</summary>
    public static object NewFailureMessage(uint remoteChannelNumber) => FailureMessage.Invoke([remoteChannelNumber]);

    /// <summary>The reason (RFC 4254, section 5.1) and the server's own words, as the official provider shows them.</summary>
    public static string WhyNotOpened(EventArgs channelOpenFailed)
    {
        var message = Property(channelOpenFailed.GetType(), "Message").GetValue(channelOpenFailed)!;
        var reason = Convert.ToInt32(Property(message.GetType(), "ReasonCode").GetValue(message), CultureInfo.InvariantCulture) switch
        {
            1 => "administratively prohibited",
            2 => "connect failed",
            3 => "unknown channel type",
            4 => "resource shortage",
            var other => $"unknown reason {other}",
        };
        return $"{reason} ({Property(message.GetType(), "Description").GetValue(message)})";
    }

    /// <summary>Calls a member; what it throws comes out as it is.</summary>
    public static object? Call(this MethodInfo method, object target, params object?[] arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    /// <summary>Has an event of any type call the handler.</summary>
    /// <returns>Ends it.</returns>
    public static Action Subscribe(this EventInfo @event, object target, EventHandler<EventArgs> handler)
    {
        var typed = Delegate.CreateDelegate(@event.EventHandlerType!, handler.Target, handler.Method);
        @event.AddMethod!.Call(target, typed);
        return () => @event.RemoveMethod!.Call(target, typed);
    }

    private static Type Named(string name) => Library.GetType(name) ?? throw Missing(name);

    private static PropertyInfo Property(Type type, string name) => type.GetProperty(name, Hidden) ?? throw Missing($"{type}.{name}");

    private static FieldInfo Field(Type type, string name) => type.GetField(name, Hidden) ?? throw Missing($"{type}.{name}");

    private static MethodInfo Method(Type type, string name) => type.GetMethod(name, Hidden) ?? throw Missing($"{type}.{name}");

    private static EventInfo Event(Type type, string name) => type.GetEvent(name, Hidden) ?? throw Missing($"{type}.{name}");

    private static MissingMemberException Missing(string name) => new($"{Library.GetName()} has no {name}: this program was written for another version of it");
}
