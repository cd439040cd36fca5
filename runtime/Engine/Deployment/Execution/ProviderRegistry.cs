using System.Collections.Concurrent;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>The providers that this run has configured, by the references that resources hold.</summary>
internal sealed class ProviderRegistry(IReadOnlyList<IProviderFactory> factories) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ProviderReference, ManagedProvider> _configured = [];
    private readonly SemaphoreSlim _ensuring = new(1);

    /// <summary>Configures a provider resource, again if it was before.</summary>
    /// <exception cref="DeploymentException">There is no such package here, or not in that version.</exception>
    /// <exception cref="ProviderException">The configuration is not valid.</exception>
    public async Task ConfigureAsync(ProviderReference reference, PropertyMap inputs)
    {
        var factory = FactoryOf(Urn.Package(Urn.Type(reference.Urn)), ProviderInputs.VersionOf(inputs));
        var provider = new ManagedProvider(factory.Create(ProviderInputs.Configuration(inputs)));
        ManagedProvider? replaced = null;
        _configured.AddOrUpdate(reference, provider, (_, old) =>
        {
            replaced = old;
            return provider;
        });
        if (replaced is not null)
            await replaced.DisposeAsync();
    }

    /// <param name="reference">As it stands in the resource; the URN may be from before a rename, as ids are unique.</param>
    public ManagedProvider? Find(ProviderReference reference) =>
        _configured.TryGetValue(reference, out var provider) ? provider
        : reference.Id == ProviderReference.UnknownId ? null
        : _configured.FirstOrDefault(e => e.Key.Id == reference.Id).Value;

    /// <summary>Finds the provider, or configures it as the last run's state describes it.</summary>
    /// <exception cref="DeploymentException">It is not in the state either.</exception>
    public async Task<ManagedProvider> EnsureAsync(string reference, IEnumerable<LedgerEntry> lastRun)
    {
        var parsed = ProviderReference.Parse(reference);
        await _ensuring.WaitAsync();
        try
        {
            return Find(parsed) ?? await FromStateAsync(parsed, lastRun);
        }
        finally
        {
            _ensuring.Release();
        }
    }

    /// <exception cref="DeploymentException">There is no such package here, or not in that version.</exception>
    public IProviderFactory FactoryOf(string package, string version)
    {
        var factory = factories.FirstOrDefault(factory => factory.Package == package)
            ?? throw new DeploymentException(
                $"the embedded engine has no provider '{package}', only {string.Join(", ", factories.Select(f => f.Package).Order())}; "
                + "install Pulumi to use others");
        if (version.Length > 0 && Major(version) != Major(factory.Version))
            throw new DeploymentException(
                $"the program asks for version {version} of provider '{package}', and the embedded engine has {factory.Version}; "
                + "use that major version of the package, or install Pulumi");
        return factory;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _configured.Values)
            await provider.DisposeAsync();
    }

    private async Task<ManagedProvider> FromStateAsync(ProviderReference reference, IEnumerable<LedgerEntry> lastRun)
    {
        var entry = lastRun.FirstOrDefault(entry => Urn.IsProviderType(entry.State.Type) && entry.State.Id == reference.Id)
            ?? throw new DeploymentException($"the provider {reference} is neither in the program nor in the state");
        await ConfigureAsync(reference, entry.State.Inputs);
        return Find(reference)!;
    }

    private static string Major(string version) => version.TrimStart('v').Split('.', 2)[0];
}
