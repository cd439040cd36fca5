using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi.Testing;

/// <summary>Answers registrations by mocks, and keeps the resources.</summary>
internal sealed class MockMonitor(IMocks mocks) : IMonitor
{
    private ImmutableArray<Resource> resources = [];

    public ImmutableArray<Resource> Resources => resources;

    // Of what the SDK asks for, there is nothing that a mock could not do.
    public Task<bool> SupportsFeatureAsync(string feature) => Task.FromResult(true);

    public async Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request)
    {
        Add(resource);
        var urn = NewUrn(request.Parent, request.Type, request.Name);
        if (request.Type == Stack.TypeName)
        {
            return new RegisterResourceResponse { Urn = urn, Object = new Struct() };
        }

        var (id, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Known(request.Object),
            Provider = request.Provider,
            Id = request.ImportId,
        });
        return new RegisterResourceResponse { Urn = urn, Id = id ?? request.ImportId, Object = await SerializeAsync(state) };
    }

    public async Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request)
    {
        Add(resource);
        var (_, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Known(request.Properties),
            Provider = request.Provider,
            Id = request.Id,
        });
        return new ReadResourceResponse
        {
            Urn = NewUrn(request.Parent, request.Type, request.Name),
            Properties = await SerializeAsync(state),
        };
    }

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request) => new()
    {
        Return = await SerializeAsync(await mocks.CallAsync(new MockCallArgs
        {
            Token = request.Tok,
            Args = Known(request.Args),
            Provider = request.Provider,
        })),
    };

    public Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request)
        => mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(
            request.Urn,
            request.Outputs.Fields.ToImmutableDictionary(
                output => output.Key,
                output => new Output<object?>(Task.FromResult(PropertyDeserializer.Deserialize(output.Value))))));

    public Task SignalAndWaitForShutdownAsync() => Task.CompletedTask;

    private void Add(Resource resource) => ImmutableInterlocked.Update(ref resources, known => known.Add(resource));

    // Of the parents' types only the first, as the published SDK's mocks have it, so that tests see the same URNs.
    private static string NewUrn(string parent, string type, string name)
    {
        var qualifiedType = parent.Length > 0 ? $"{parent.Split("::")[2].Split('$')[0]}${type}" : type;
        return $"urn:pulumi:{Deployment.Instance.StackName}::{Deployment.Instance.ProjectName}::{qualifiedType}::{name}";
    }

    private static ImmutableDictionary<string, object> Known(Struct properties)
        => properties.Fields.Select(property => (property.Key, Data: PropertyDeserializer.Deserialize(property.Value)))
            .Where(property => property.Data is { IsKnown: true, Value: not null })
            .ToImmutableDictionary(property => property.Key, property => property.Data.Value!);

    private static async Task<Struct> SerializeAsync(object state)
    {
        var value = await new PropertySerializer(keepResources: true).SerializeAsync(
            "state", state is IDictionary<string, object> map ? map.ToImmutableDictionary() : state);
        return value.StructValue ?? throw new InvalidOperationException($"{state.GetType().FullName} is no answer of a mock: return a dictionary.");
    }
}
