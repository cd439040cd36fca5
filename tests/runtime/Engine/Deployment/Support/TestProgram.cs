using Google.Protobuf.WellKnownTypes;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Monitor;
using Pulumirpc;

namespace Pulumi.Engine.Tests.Deployment.Support;

/// <summary>What a registered resource looks like to a program.</summary>
internal sealed record Registered(string Urn, string Id, PropertyMap Outputs, Result Result)
{
    public PropertyValue this[string output] => Outputs.GetValueOrDefault(output) ?? PropertyValue.Unknown;
}

/// <summary>The verbs of a program in a test.</summary>
internal sealed class TestProgram(MonitorClient monitor, ProgramStart start)
{
    public MonitorClient Monitor => monitor;

    public bool DryRun => start.DryRun;

    public string Stack { get; private set; } = "";

    public async Task RegisterStackAsync()
    {
        var response = await monitor.RegisterResource(new()
        {
            Type = Urn.StackType,
            Name = $"{start.Target.Project}-{start.Target.Stack}",
            Object = new(),
            SupportsResultReporting = true,
        });
        Stack = response.Urn;
    }

    public Task SetStackOutputsAsync(params (string Name, PropertyValue Value)[] outputs) =>
        monitor.RegisterResourceOutputs(new() { Urn = Stack, Outputs = PropertyWire.Write(Map(outputs), keepSecrets: true) });

    /// <summary>Registers a <c>fake:index:Thing</c>.</summary>
    /// <param name="inputs">Texts, or outputs of others: then it depends on them.</param>
    public Task<Registered> ThingAsync(
        string name, (string Name, object Value)[]? inputs = null, Registered[]? dependsOn = null, Action<RegisterResourceRequest>? options = null) =>
        RegisterAsync("fake:index:Thing", name, custom: true, inputs ?? [], dependsOn ?? [], options);

    public Task<Registered> ComponentAsync(string name, Action<RegisterResourceRequest>? options = null) =>
        RegisterAsync("test:index:Component", name, custom: false, [], [], options);

    private async Task<Registered> RegisterAsync(
        string type, string name, bool custom, (string Name, object Value)[] inputs, Registered[] dependsOn,
        Action<RegisterResourceRequest>? options)
    {
        var request = new RegisterResourceRequest
        {
            Type = type,
            Name = name,
            Custom = custom,
            Parent = Stack,
            Object = new(),
            AcceptSecrets = true,
            SupportsPartialValues = true,
            SupportsResultReporting = true,
            AliasSpecs = true,
            Version = custom ? "1.0.0" : "",
        };
        foreach (var (input, value) in inputs)
        {
            var dependencies = request.PropertyDependencies[input] = new();
            request.Object.Fields[input] = Wire(value);
            if (value is Use use)
            {
                dependencies.Urns.Add(use.Of.Urn);
                request.Dependencies.Add(use.Of.Urn);
            }
        }
        request.Dependencies.Add(dependsOn.Select(dependency => dependency.Urn));
        options?.Invoke(request);
        var response = await monitor.RegisterResource(request);
        return new(response.Urn, response.Id, PropertyWire.Read(response.Object), response.Result);
    }

    private static Value Wire(object value) => PropertyWire.Write(
        Map(("v", value switch
        {
            Use use => use.Of[use.Output],
            PropertyValue property => property,
            _ => new PropertyValue.StringValue(value.ToString()!),
        })),
        keepSecrets: true).Fields["v"];

    private static PropertyMap Map(params (string Name, PropertyValue Value)[] entries) =>
        new(entries.Select(e => KeyValuePair.Create(e.Name, e.Value)));
}

/// <summary>An output of a resource, as an input of another.</summary>
internal sealed record Use(Registered Of, string Output = "serial");

/// <summary>A program that is a function.</summary>
internal sealed class FunctionHost(Func<TestProgram, Task> body) : IProgramHost
{
    public int ExitCode { get; set; }

    public bool Ran { get; private set; }

    public async Task<ProgramExit> RunAsync(ProgramStart start, CancellationToken cancel)
    {
        Ran = true;
        using var monitor = new MonitorClient(start.EngineAddress);
        var program = new TestProgram(monitor, start);
        async Task<ProgramExit> BodyAsync()
        {
            await program.RegisterStackAsync();
            await body(program);
            if (ExitCode == 0)
                await monitor.SignalAndWaitForShutdown();
            return new(ExitCode);
        }
        return await BodyAsync().WaitAsync(cancel);
    }
}
