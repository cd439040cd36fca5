using Pulumi.Testing;

namespace Pulumi;

/// <summary>One run of a program: who it talks to, what it is called, and what it has begun.</summary>
internal sealed class DeploymentContext
{
    private Stack? stack;

    private DeploymentContext(IMonitor monitor, IEngine engine)
    {
        Monitor = monitor;
        Engine = engine;
        Features = new(monitor);
        Logger = new(engine, InFlight);
    }

    public required string ProjectName { get; init; }

    public required string StackName { get; init; }

    public required string OrganizationName { get; init; }

    public string? RootDirectory { get; init; }

    /// <summary>Whether this is a preview: what is not known by then stays unknown.</summary>
    public required bool IsDryRun { get; init; }

    public IMonitor Monitor { get; }

    public IEngine Engine { get; }

    public MonitorFeatures Features { get; }

    public EngineLogger Logger { get; }

    public InFlightTasks InFlight { get; } = new();

    public StackConfiguration Configuration { get; } = StackConfiguration.Read();

    public Stack Stack
    {
        get => stack ?? throw new InvalidOperationException("There is no stack yet: create resources inside Deployment.RunAsync.");
        set => stack = value;
    }

    /// <exception cref="InvalidOperationException">if the program was not started by an engine</exception>
    public static DeploymentContext FromEnvironment()
    {
        var environment = ProgramEnvironment.Read();
        return new(new GrpcMonitor(environment.Monitor), new GrpcEngine(environment.Engine))
        {
            ProjectName = environment.Project,
            StackName = environment.Stack,
            OrganizationName = environment.Organization,
            RootDirectory = environment.RootDirectory,
            IsDryRun = environment.IsDryRun,
        };
    }

    public static DeploymentContext ForTest(IMonitor monitor, IEngine engine, TestOptions? options) => new(monitor, engine)
    {
        ProjectName = options?.ProjectName ?? "project",
        StackName = options?.StackName ?? "stack",
        OrganizationName = options?.OrganizationName ?? ProgramEnvironment.DefaultOrganization,
        RootDirectory = options?.RootDirectory,
        IsDryRun = options?.IsPreview ?? true,
    };

    /// <summary>Begins the registration, which waits for all it needs; its outcome is in the resource's outputs.</summary>
    public void Register(Resource resource, ResourceArgs args, ResourceOptions options)
        => InFlight.Add(new ResourceRegistration(this, resource, args, options).RunAsync());

    /// <summary>Begins the registration of a component's outputs.</summary>
    public void RegisterOutputs(ComponentResource component, Output<IDictionary<string, object?>> outputs)
        => InFlight.Add(OutputsRegistration.RunAsync(this, component, outputs));
}
