using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi;

// Programs and components under test: run without an engine, against mocks.
public sealed partial class Deployment
{
    /// <summary>Constructs a stack against mocks.</summary>
    /// <returns>all resources, the stack with them, in the order of registration</returns>
    /// <exception cref="RunException">with the message of an error that the program logged or threw</exception>
    /// <exception cref="AggregateException">of several of them</exception>
    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new()
        => TestProgramAsync(mocks, options, () => Construct(New<TStack>));

    /// <summary>Constructs a stack resolved from <paramref name="serviceProvider"/> against mocks.</summary>
    /// <inheritdoc cref="TestAsync{TStack}(IMocks, TestOptions)"/>
    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null)
        where TStack : Stack
        => TestProgramAsync(mocks, options, () => Construct(() => Resolve<TStack>(serviceProvider)));

    /// <summary>Runs a program against mocks.</summary>
    /// <returns>its resources in the order of registration, and what it returned</returns>
    /// <inheritdoc cref="TestAsync{TStack}(IMocks, TestOptions)"/>
    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources)
    {
        IDictionary<string, object?> outputs = new Dictionary<string, object?>();
        var resources = await TestProgramAsync(testMocks, testOptions, async () =>
        {
            var stack = new Stack();
            outputs = await createResources();
            stack.ExportProperties();
        });
        return ([.. resources.Where(resource => resource is not Stack)], outputs);
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task{IDictionary{string, object}}})"/>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources)
        => TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    /// <summary>Runs a program without outputs against mocks.</summary>
    /// <returns>its resources in the order of registration</returns>
    /// <inheritdoc cref="TestAsync{TStack}(IMocks, TestOptions)"/>
    public static async Task<ImmutableArray<Resource>> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task> createResources)
    {
        var result = await TestAsync(testMocks, testOptions, async () =>
        {
            await createResources();
            return (IDictionary<string, object?>)ImmutableDictionary<string, object?>.Empty;
        });
        return result.Resources;
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task})"/>
    public static Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources)
        => TestAsync(testMocks, testOptions, () =>
        {
            createResources();
            return Task.CompletedTask;
        });

    private static async Task<ImmutableArray<Resource>> TestProgramAsync(IMocks mocks, TestOptions? options, Func<Task> program)
    {
        var engine = new MockEngine();
        var monitor = new MockMonitor(mocks);
        await InContextAsync(
            () => DeploymentContext.ForTest(monitor, engine, options),
            context => new ProgramRunner(context).RunAsync(program));
        return engine.Errors switch
        {
            [] => monitor.Resources,
            [var error] => throw new RunException(error),
            var errors => throw new AggregateException(errors.Select(error => new RunException(error))),
        };
    }
}
