using System.Collections.Immutable;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Providers.Tls;

/// <summary>One resource type of the tls provider. Its instances exist in the state only: there is nothing outside to read or delete.</summary>
internal abstract class TlsResource
{
    public abstract InputSchema Schema { get; }

    /// <summary>Outputs that are known only after the creation, beside <c>id</c>.</summary>
    protected abstract ImmutableArray<string> Computed { get; }

    /// <exception cref="ProviderException">An input does not do; the message says which.</exception>
    public abstract CreateResult Create(PropertyMap inputs, Action<ProviderLog> log);

    public virtual ImmutableArray<CheckFailure> Check(PropertyMap inputs) => Schema.Check(inputs);

    /// <summary>Every change of an input makes a new resource: nobody can edit a key or a signed text.</summary>
    public virtual DiffResult Diff(PropertyMap oldOutputs, PropertyMap newInputs)
    {
        var changed = ChangedInputs(oldOutputs, newInputs);
        return new DiffResult(!changed.IsEmpty, changed, changed, DeleteBeforeReplace: false);
    }

    /// <summary>The inputs, with the defaults of those left out.</summary>
    protected PropertyMap WithDefaults(PropertyMap inputs) =>
        Schema.Properties.Where(p => p.Default is not null && inputs.Find(p.Name) is null).Aggregate(inputs, (all, p) => all.With(p.Name, p.Default!));

    /// <summary>What a preview can say of the outputs.</summary>
    public virtual PropertyMap Preview(PropertyMap inputs) =>
        Computed.Append("id").Aggregate(WithDefaults(inputs), (all, name) => all.With(name, PropertyValue.Unknown));

    public virtual PropertyMap Update(PropertyMap oldOutputs, PropertyMap newInputs) =>
        Computed.Append("id").Where(oldOutputs.ContainsKey).Aggregate(WithDefaults(newInputs), (all, name) => all.With(name, oldOutputs[name]));

    public virtual PropertyMap Refresh(PropertyMap outputs) => outputs;

    /// <summary>The outputs with the sensitive ones wrapped.</summary>
    public virtual PropertyMap MarkSecrets(PropertyMap outputs) => Schema.MarkSecrets(outputs);

    /// <summary>Compares with the outputs, not with the old inputs: to write out a default is no change.</summary>
    protected ImmutableArray<string> ChangedInputs(PropertyMap oldOutputs, PropertyMap newInputs) =>
        [.. Schema.Properties.Where(p => !Equals(Settled(oldOutputs, p), Settled(newInputs, p))).Select(p => p.Name)];

    private static PropertyValue? Settled(PropertyMap properties, InputProperty property) => properties.Find(property.Name)?.WithoutSecrets() switch
    {
        PropertyValue.ArrayValue { Elements.IsEmpty: true } => null,
        PropertyValue.ObjectValue obj => new PropertyValue.ObjectValue(new PropertyMap(obj.Properties.Where(p => p.Value is not PropertyValue.NullValue))),
        { } value => value,
        null => property.Default,
    };
}
