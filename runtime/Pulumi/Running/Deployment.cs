using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi;

/// <summary>
/// The entry to a Pulumi program: <c>return await Deployment.RunAsync(() => { /* resources */ });</c> as the whole of Main.
/// Resources can be created only inside of it.
/// </summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<DeploymentContext?> Context = new();

    private Deployment()
    {
    }

    /// <summary>The deployment that runs.</summary>
    /// <exception cref="InvalidOperationException">outside of <see cref="RunAsync(Action)"/></exception>
    public static DeploymentInstance Instance => new(Running);

    internal static DeploymentContext? Current => Context.Value;

    internal static DeploymentContext Running
        => Current ?? throw new InvalidOperationException("Trying to acquire Deployment.Instance before 'Run' was called.");

    /// <summary>Runs the program that <paramref name="action"/> is.</summary>
    /// <returns>the exit code: 0 done, 1 an error was logged, 32 an exception ended the program and was reported</returns>
    /// <exception cref="InvalidOperationException">if the program was not started by an engine</exception>
    public static Task<int> RunAsync(Action action)
        => RunAsync(() =>
        {
            action();
            return Task.CompletedTask;
        });

    /// <summary>Runs a program that returns the stack's outputs.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RunAsync(() => Task.FromResult(func()));

    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task> func)
        => RunAsync(async () =>
        {
            await func();
            return ImmutableDictionary<string, object?>.Empty;
        });

    /// <inheritdoc cref="RunAsync(Func{IDictionary{string, object}})"/>
    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null)
        => RunProgramAsync(() =>
        {
            new Stack(options).Export(Invoke(func));
            return Task.CompletedTask;
        });

    /// <summary>Runs a program that is the constructor of a stack.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new()
        => RunProgramAsync(() => Construct(New<TStack>));

    /// <summary>Runs a program that is the constructor of a stack, resolved from <paramref name="serviceProvider"/>.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack
        => RunProgramAsync(() => Construct(() => Resolve<TStack>(serviceProvider)));

    /// <summary>Ends the program unless the engine's version is in the range, as in <c>&gt;=3.100.0 &lt;4.0.0</c>.</summary>
    public static Task RequirePulumiVersionAsync(string pulumiVersionRange)
    {
        var task = RequireAsync(Running.Engine, pulumiVersionRange);
        Running.InFlight.Add(task);
        return task;

        static async Task RequireAsync(IEngine engine, string range)
        {
            try
            {
                await engine.RequirePulumiVersionAsync(new RequirePulumiVersionRequest { PulumiVersionRange = range });
            }
            catch (RpcException e)
            {
                throw new RunException(e.StatusCode == StatusCode.Unimplemented
                    ? "The installed version of the CLI does not support the `RequirePulumiVersion` RPC. Please upgrade the Pulumi CLI"
                    : e.Status.Detail);
            }
        }
    }

    private static async Task<int> RunProgramAsync(Func<Task> program)
    {
        var exitCode = await InContextAsync(DeploymentContext.FromEnvironment, context => new ProgramRunner(context).RunAsync(program));
        if (exitCode != 0)
        {
            // For a Main that does not return it.
            Environment.ExitCode = exitCode;
        }

        return exitCode;
    }

    // Async on purpose: what an async method puts into an AsyncLocal ends with it, so that the caller may run again.
    private static async Task<T> InContextAsync<T>(Func<DeploymentContext> create, Func<DeploymentContext, Task<T>> run)
    {
        if (Current is not null)
        {
            throw new InvalidOperationException("Deployment.Instance should only be set once at the beginning of a 'Run' call.");
        }

        await WaitForDebuggerAsync();
        Context.Value = create();
        return await run(Running);
    }

    private static async Task WaitForDebuggerAsync()
    {
        if (Environment.GetEnvironmentVariable("PULUMI_ATTACH_DEBUGGER") != "true")
        {
            return;
        }

        while (!Debugger.IsAttached)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    // What a function throws before its first await is an error of the program like any later one.
    private static async Task<IDictionary<string, object?>> Invoke(Func<Task<IDictionary<string, object?>>> func) => await func();

    private static Task Construct(Func<Stack> create)
    {
        create().ExportProperties();
        return Task.CompletedTask;
    }

    private static TStack New<TStack>()
        where TStack : Stack
        => (TStack)Activator.CreateInstance(typeof(TStack), BindingFlags.DoNotWrapExceptions, binder: null, args: null, culture: null)!;

    private static TStack Resolve<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        return serviceProvider.GetService(typeof(TStack)) as TStack
            ?? throw new InvalidOperationException($"The service provider has no {typeof(TStack)}: register it before the deployment runs.");
    }
}
