using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Tests.Deployment.Support;

/// <summary>
/// A cloud in memory, package <c>fake</c>. A change of the input <c>identity</c> is a replacement, any other an update; each thing
/// has the outputs of its inputs and a <c>serial</c> that is new with each create.
/// </summary>
internal sealed class FakeProvider : IResourceProvider, IProviderFactory
{
    private int _serials;

    public string Package => "fake";

    public string Version => "1.0.0";

    public bool AcceptsSecrets { get; init; } = true;

    /// <summary>Which order of a replacement it asks for.</summary>
    public bool DeletesBeforeReplace { get; set; }

    public bool DiffsAreDetailed { get; set; }

    /// <summary>Calls in the order in which they began: <c>create a</c>, <c>preview-create a</c>, <c>delete a</c> …</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Ids of what exists.</summary>
    public ConcurrentDictionary<string, PropertyMap> Things { get; } = [];

    /// <summary>Fills in defaults: from the old inputs and the new ones.</summary>
    public Func<PropertyMap, PropertyMap, PropertyMap> Defaults { get; set; } = (_, inputs) => inputs;

    /// <summary>Runs before a call (<c>create a</c>) does its work: to fail it, or to hold it up.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public IEnumerable<string> Changes => Calls.Where(call =>
        call.StartsWith("create ") || call.StartsWith("update ") || call.StartsWith("delete "));

    public IResourceProvider Create(PropertyMap configuration) => this;

    public Task<CheckResult> CheckAsync(string urn, PropertyMap oldInputs, PropertyMap newInputs, CancellationToken cancel)
    {
        Calls.Enqueue($"check {Urn.Name(urn)}");
        ImmutableArray<CheckFailure> failures = newInputs.ContainsKey("invalid") ? [new("invalid", "is not a property")]
            : newInputs.ContainsKey("invalidTogether") ? [new("", "these exclude each other")]
            : [];
        return Task.FromResult(new CheckResult(Defaults(oldInputs, newInputs), failures));
    }

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancel)
    {
        Calls.Enqueue($"diff {Urn.Name(request.Urn)}");
        ImmutableArray<string> changed = [.. PropertyValues.ChangedKeys(request.OldInputs, request.NewInputs)];
        return Task.FromResult(new DiffResult(
            changed.Length > 0, [.. changed.Where(key => key == "identity")], changed, DeletesBeforeReplace, DiffsAreDetailed));
    }

    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel)
    {
        await CallAsync("create", request.Urn, request.Preview, cancel);
        if (request.Preview)
            return new("", request.Inputs.With("serial", PropertyValue.Unknown));
        var id = $"id-{Interlocked.Increment(ref _serials)}";
        Things[id] = request.Inputs.With("serial", new PropertyValue.StringValue(id));
        return new(id, Things[id]);
    }

    public async Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel)
    {
        await CallAsync("update", request.Urn, request.Preview, cancel);
        var outputs = request.NewInputs.With("serial", request.OldOutputs["serial"]);
        if (!request.Preview)
            Things[request.Id] = outputs;
        return outputs;
    }

    public async Task DeleteAsync(DeleteRequest request, CancellationToken cancel)
    {
        await CallAsync("delete", request.Urn, preview: false, cancel);
        if (!Things.TryRemove(request.Id, out _))
            throw new ProviderException($"{request.Id} is deleted twice");
    }

    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel)
    {
        Calls.Enqueue($"read {Urn.Name(request.Urn)}");
        return Task.FromResult(Things.TryGetValue(request.Id, out var outputs)
            ? new ReadResult(request.Id, outputs.Without("serial"), outputs)
            : null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task CallAsync(string verb, string urn, bool preview, CancellationToken cancel)
    {
        var call = $"{(preview ? "preview-" : "")}{verb} {Urn.Name(urn)}";
        Calls.Enqueue(call);
        await Before(call, cancel);
    }
}
