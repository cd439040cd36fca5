using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Pulumi.Engine.Deployment.Registration;
using Pulumi.Engine.Model;
using Pulumirpc;

namespace Pulumi.Engine.Monitor;

/// <summary>Reads a registration from the wire.</summary>
internal static class GoalReader
{
    /// <param name="root">The project's folder.</param>
    /// <exception cref="FormatException">A part is not written as the protocol asks.</exception>
    /// <exception cref="NotSupportedException">It asks for what the embedded engine cannot do.</exception>
    public static Goal Read(RegisterResourceRequest request, string root)
    {
        if (request.Remote)
            throw new NotSupportedException(
                $"'{request.Type}' is a component that a plugin builds; the embedded engine has no such plugins: install Pulumi");
        if (request.ImportId.Length > 0)
            throw new NotSupportedException(
                $"'{request.Name}' asks to import '{request.ImportId}'; the embedded engine does not import: install Pulumi");
        if (request.Hooks is { } hooks && (hooks.BeforeCreate.Count + hooks.AfterCreate.Count + hooks.BeforeUpdate.Count
            + hooks.AfterUpdate.Count + hooks.BeforeDelete.Count + hooks.AfterDelete.Count + hooks.OnError.Count) > 0)
            throw new NotSupportedException($"'{request.Name}' has hooks; the embedded engine does not run them: install Pulumi");

        return new()
        {
            Type = request.Type,
            Name = request.Name,
            Custom = request.Custom,
            Inputs = PropertyWire.Read(request.Object),
            Parent = request.Parent,
            Provider = request.Provider,
            Version = request.Version,
            Protect = request.HasProtect && request.Protect,
            Dependencies = Urns(request.Dependencies),
            PropertyDependencies = request.PropertyDependencies.ToImmutableSortedDictionary(
                e => e.Key, e => Urns(e.Value.Urns), StringComparer.Ordinal),
            DeleteBeforeReplace = request.DeleteBeforeReplaceDefined || request.DeleteBeforeReplace
                ? request.DeleteBeforeReplace
                : null,
            IgnoreChanges = [.. request.IgnoreChanges],
            ReplaceOnChanges = [.. request.ReplaceOnChanges],
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
            // Whatever aliasSpecs says: the .NET SDK sends specs without it.
            Aliases = [.. request.AliasURNs.Select(urn => new GoalAlias(urn)), .. request.Aliases.Select(Alias)],
            CustomTimeouts = Timeouts(request.CustomTimeouts),
            RetainOnDelete = request.HasRetainOnDelete && request.RetainOnDelete,
            DeletedWith = request.DeletedWith,
            ReplaceWith = Urns(request.ReplaceWith),
            ReplacementTrigger = request.ReplacementTrigger is { } trigger && PropertyWire.Read(trigger) is var value
                && value is not PropertyValue.NullValue ? value : null,
            SourcePosition = SourcePositions.Read(request.SourcePosition, root),
            StackTrace = SourcePositions.Read(request.StackTrace, root),
        };
    }

    private static ImmutableArray<string> Urns(RepeatedField<string> urns) => [.. urns.Distinct().Order(StringComparer.Ordinal)];

    private static GoalAlias Alias(Alias alias) => alias.AliasCase is Pulumirpc.Alias.AliasOneofCase.Urn
        ? new(alias.Urn)
        : new(
            null, Given(alias.Spec.Name), Given(alias.Spec.Type), Given(alias.Spec.Stack), Given(alias.Spec.Project),
            Given(alias.Spec.ParentUrn), alias.Spec.NoParent);

    private static string? Given(string text) => text.Length > 0 ? text : null;

    private static CustomTimeouts? Timeouts(RegisterResourceRequest.Types.CustomTimeouts? timeouts)
    {
        if (timeouts is null)
            return null;
        var read = new CustomTimeouts(
            GoDuration.Parse(timeouts.Create), GoDuration.Parse(timeouts.Update), GoDuration.Parse(timeouts.Delete));
        return read == new CustomTimeouts(default, default, default) ? null : read;
    }
}
