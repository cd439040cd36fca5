using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Command;

/// <summary>One resource type of the command provider. Secret wrappers in the inputs stay on the outputs.</summary>
internal abstract class CommandResource
{
    protected const string Triggers = "triggers";

    protected abstract InputSchema Schema { get; }

    /// <summary>The inputs with defaults filled in and sensitive ones wrapped.</summary>
    protected virtual PropertyMap Complete(PropertyMap inputs) => Schema.MarkSecrets(inputs);

    public virtual CheckResult Check(PropertyMap inputs)
    {
        var completed = Complete(inputs);
        return new CheckResult(completed, Schema.Check(completed.WithoutSecrets()));
    }

    /// <summary>
    /// Every change is an update. Only triggers that appear, vanish or are unknown call for a replacement here; when single
    /// triggers change, the SDK's <c>replaceOnChanges</c> does.
    /// </summary>
    public DiffResult Diff(PropertyMap oldInputs, PropertyMap newInputs)
    {
        ImmutableArray<string> changed = [.. PropertyValues.ChangedKeys(oldInputs, newInputs)];
        var areLists = oldInputs.Find(Triggers)?.WithoutSecrets() is PropertyValue.ArrayValue && newInputs.Find(Triggers)?.WithoutSecrets() is PropertyValue.ArrayValue;
        return new DiffResult(!changed.IsEmpty, changed.Contains(Triggers) && !areLists ? [Triggers] : [], changed, DeleteBeforeReplace: false, IsDetailed: true);
    }

    /// <summary>What a preview can say of the outputs.</summary>
    public abstract PropertyMap Preview(PropertyMap inputs);

    public abstract Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel);

    public abstract Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel);

    public abstract Task DeleteAsync(DeleteRequest request, CancellationToken cancel);
}
