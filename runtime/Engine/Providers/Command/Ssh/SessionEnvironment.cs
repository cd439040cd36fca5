using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Renci.SshNet;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>Sets environment variables of a command (RFC 4254, 6.4) between the opening of its session and its start.</summary>
internal static class SessionEnvironment
{
    /// <param name="command">Not started yet.</param>
    /// <param name="refused">Called with the name of a variable that the server does not accept; what it throws stops the command.</param>
    public static void Set(SshCommand command, ImmutableArray<(string Name, string Value)> variables, Action<string> refused)
    {
        if (variables.IsEmpty)
            return;
        SshNetInternals.ReplaceSession(command, session => Interceptor.Around(session, SshNetInternals.SessionInterface, (method, arguments, call) =>
            method == SshNetInternals.CreateChannel
                ? WithVariables(call()!, variables, refused)
                : call()));
    }

    private static object WithVariables(object channel, ImmutableArray<(string Name, string Value)> variables, Action<string> refused) =>
        Interceptor.Around(channel, SshNetInternals.ChannelInterface, (method, arguments, call) =>
        {
            if (method == SshNetInternals.ChannelSendExec)
            {
                foreach (var (name, value) in variables)
                {
                    if (!(bool)SshNetInternals.ChannelSendEnvironment.Invoke(channel, [name, value])!)
                        refused(name);
                }
            }

            return call();
        });
}

/// <summary>Stands in for an object of an interface and sees its calls first.</summary>
public class Interceptor : DispatchProxy
{
    private object _target = null!;
    private Handler _handler = null!;

    /// <summary>Answers a call, by <paramref name="call"/> to the real object or otherwise.</summary>
    public delegate object? Handler(MethodInfo method, object?[] arguments, Func<object?> call);

    public static object Around(object target, Type type, Handler handler)
    {
        var proxy = Create(type, typeof(Interceptor));
        ((Interceptor)proxy)._target = target;
        ((Interceptor)proxy)._handler = handler;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _handler(targetMethod!, args ?? [], () =>
    {
        try
        {
            return targetMethod!.Invoke(_target, args);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    });
}
