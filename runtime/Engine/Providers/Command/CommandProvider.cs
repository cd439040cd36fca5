using System.Collections.Immutable;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Command.Local;
using Pulumi.Engine.Providers.Command.Remote;
using Pulumi.Engine.Providers.Command.Ssh;

namespace Pulumi.Engine.Providers.Command;

/// <summary>The <c>command</c> provider: commands here and on hosts, over connections that last as long as the provider.</summary>
internal sealed class CommandProvider : IResourceProvider
{
    private readonly SshConnections _connections;
    private readonly ImmutableDictionary<string, CommandResource> _resources;

    public CommandProvider(TimeProvider clock)
    {
        _connections = new SshConnections(clock);
        _resources = new Dictionary<string, CommandResource>
        {
            ["command:local:Command"] = new LocalCommandResource(),
            ["command:remote:Command"] = new RemoteCommandResource(_connections),
            ["command:remote:CopyToRemote"] = new CopyToRemoteResource(_connections),
        }.ToImmutableDictionary();
    }

    public bool AcceptsSecrets => true;

    public Task<CheckResult> CheckAsync(string urn, PropertyMap oldInputs, PropertyMap newInputs, CancellationToken cancel) =>
        Task.FromResult(Resource(urn).Check(newInputs));

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancel) =>
        Task.FromResult(Resource(request.Urn).Diff(request.OldInputs, request.NewInputs));

    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel)
    {
        var resource = Resource(request.Urn);
        // As officially: an id in a preview too, though the resource gets another one.
        return request.Preview
            ? new CreateResult(ResourceId.New(Urn.Name(request.Urn)), resource.Preview(request.Inputs))
            : await resource.CreateAsync(request, cancel);
    }

    public async Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel)
    {
        var resource = Resource(request.Urn);
        return request.Preview ? resource.Preview(request.NewInputs) : await resource.UpdateAsync(request, cancel);
    }

    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => Resource(request.Urn).DeleteAsync(request, cancel);

    /// <summary>Nobody knows what a command did: what the state says is what there is.</summary>
    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel) =>
        Task.FromResult<ReadResult?>(new ReadResult(request.Id, request.Inputs, request.Outputs));

    public Task<InvokeResult> InvokeAsync(InvokeRequest request, CancellationToken cancel) => request.Token == LocalRunFunction.Token
        ? LocalRunFunction.InvokeAsync(request, cancel)
        : throw new ProviderException($"the command provider has no function '{request.Token}'; it has: {LocalRunFunction.Token}");

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private CommandResource Resource(string urn) => _resources.TryGetValue(Urn.Type(urn), out var resource)
        ? resource
        : throw new ProviderException($"the command provider has no resource type '{Urn.Type(urn)}'; it has: {string.Join(", ", _resources.Keys.Order(StringComparer.Ordinal))}");
}
