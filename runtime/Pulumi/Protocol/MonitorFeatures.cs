using System.Collections.Concurrent;

namespace Pulumi;

/// <summary>What the engine at hand can do, asked once a feature, when it is first needed.</summary>
internal sealed class MonitorFeatures(IMonitor monitor)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> answers = [];

    /// <summary>References to resources as such, not as their ids.</summary>
    public Task<bool> ResourceReferencesAsync() => AskAsync("resourceReferences");

    /// <summary>Aliases as what has changed, not as URNs.</summary>
    public Task<bool> AliasSpecsAsync() => AskAsync("aliasSpecs");

    public Task<bool> DeletedWithAsync() => AskAsync("deletedWith");

    private Task<bool> AskAsync(string feature)
        => answers.GetOrAdd(feature, name => new(() => monitor.SupportsFeatureAsync(name))).Value;
}
