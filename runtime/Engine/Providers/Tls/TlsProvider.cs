using System.Collections.Immutable;
using Org.BouncyCastle.Utilities;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Tls;

/// <summary>The <c>tls</c> provider: keys, requests and certificates, made in this process.</summary>
internal sealed class TlsProvider(TimeProvider clock) : IResourceProvider
{
    private readonly ImmutableDictionary<string, TlsResource> _resources = new Dictionary<string, TlsResource>
    {
        ["tls:index/privateKey:PrivateKey"] = new PrivateKeyResource(),
        ["tls:index/certRequest:CertRequest"] = new CertRequestResource(),
        ["tls:index/selfSignedCert:SelfSignedCert"] = new SelfSignedCertResource(clock),
        ["tls:index/locallySignedCert:LocallySignedCert"] = new LocallySignedCertResource(clock),
    }.ToImmutableDictionary();

    public bool AcceptsSecrets => false;

    public Task<CheckResult> CheckAsync(string urn, PropertyMap oldInputs, PropertyMap newInputs, CancellationToken cancel)
    {
        var resource = Resource(urn);
        return Task.FromResult(new CheckResult(resource.Schema.MarkSecrets(newInputs), resource.Check(newInputs.WithoutSecrets())));
    }

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancel) =>
        Task.FromResult(Resource(request.Urn).Diff(request.OldOutputs.WithoutSecrets(), request.NewInputs.WithoutSecrets()));

    public Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel)
    {
        var resource = Resource(request.Urn);
        var inputs = request.Inputs.WithoutSecrets();
        if (request.Preview)
            return Task.FromResult(new CreateResult("", resource.MarkSecrets(resource.Preview(inputs))));
        // A large key takes a processor for seconds; the caller has other resources to see to.
        return Task.Run(() => Create(resource, inputs, request.Log), cancel);
    }

    public Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel)
    {
        var resource = Resource(request.Urn);
        return Task.FromResult(resource.MarkSecrets(resource.Update(request.OldOutputs.WithoutSecrets(), request.NewInputs.WithoutSecrets())));
    }

    /// <summary>Only the state forgets it.</summary>
    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => Task.CompletedTask;

    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel)
    {
        var resource = Resource(request.Urn);
        return Task.FromResult<ReadResult?>(new ReadResult(
            request.Id, resource.Schema.MarkSecrets(request.Inputs), resource.MarkSecrets(resource.Refresh(request.Outputs.WithoutSecrets()))));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Else the library looks whether the modulus is a prime, at each key that is read: more work than all signatures of a node.
    private static CreateResult Create(TlsResource resource, PropertyMap inputs, Action<ProviderLog> log) =>
        Properties.WithThreadProperty(Properties.RsaMaxMRTests, "0", () =>
        {
            var created = resource.Create(inputs, log);
            return created with { Outputs = resource.MarkSecrets(created.Outputs) };
        });

    private TlsResource Resource(string urn) => _resources.TryGetValue(Urn.Type(urn), out var resource)
        ? resource
        : throw new ProviderException($"the tls provider has no resource type '{Urn.Type(urn)}'; it has: {string.Join(", ", _resources.Keys.Order(StringComparer.Ordinal))}");
}
