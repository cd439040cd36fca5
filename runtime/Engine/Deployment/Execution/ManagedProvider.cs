using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>
/// A configured provider as the engine calls it: one that takes no secrets gets plain values, and what it returns is secret
/// again where it was.
/// </summary>
internal sealed class ManagedProvider(IResourceProvider provider) : IAsyncDisposable
{
    public async Task<CheckResult> CheckAsync(string urn, PropertyMap olds, PropertyMap news, CancellationToken cancel)
    {
        var result = await provider.CheckAsync(urn, Given(olds), Given(news), cancel);
        return result with { Inputs = Returned(news, result.Inputs) };
    }

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancel) =>
        provider.DiffAsync(
            request with
            {
                OldInputs = Given(request.OldInputs),
                OldOutputs = Given(request.OldOutputs),
                NewInputs = Given(request.NewInputs),
            },
            cancel);

    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel)
    {
        var result = await provider.CreateAsync(request with { Inputs = Given(request.Inputs) }, cancel);
        return result with { Outputs = Returned(request.Inputs, result.Outputs) };
    }

    public async Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel)
    {
        var outputs = await provider.UpdateAsync(
            request with
            {
                OldInputs = Given(request.OldInputs),
                OldOutputs = Given(request.OldOutputs),
                NewInputs = Given(request.NewInputs),
            },
            cancel);
        return Returned(request.NewInputs, outputs);
    }

    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) =>
        provider.DeleteAsync(request with { Inputs = Given(request.Inputs), Outputs = Given(request.Outputs) }, cancel);

    public async Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel)
    {
        var result = await provider.ReadAsync(
            request with { Inputs = Given(request.Inputs), Outputs = Given(request.Outputs) }, cancel);
        return result is null
            ? null
            : result with { Inputs = Returned(request.Inputs, result.Inputs), Outputs = Returned(request.Outputs, result.Outputs) };
    }

    public async Task<InvokeResult> InvokeAsync(InvokeRequest request, CancellationToken cancel)
    {
        var result = await provider.InvokeAsync(request with { Arguments = Given(request.Arguments) }, cancel);
        return result with { Return = Returned(request.Arguments, result.Return) };
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    private PropertyMap Given(PropertyMap properties) => provider.AcceptsSecrets ? properties : properties.WithoutSecrets();

    private PropertyMap Returned(PropertyMap annotated, PropertyMap properties) =>
        provider.AcceptsSecrets ? properties : SecretAnnotation.From(annotated, properties);
}
