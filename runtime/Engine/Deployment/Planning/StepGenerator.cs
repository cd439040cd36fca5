using System.Collections.Immutable;
using Pulumi.Engine.Deployment.Execution;
using Pulumi.Engine.Deployment.Registration;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Planning;

/// <summary>
/// Turns a registration into the steps that fulfil it. Decides, asking providers to check and compare; changes nothing.
/// Called for one registration at a time, in the order in which they come, so what a resource needs was decided before it.
/// </summary>
internal sealed class StepGenerator(RunContext run, PlanState plan, Targeting targeting, ReplacementPlanner replacements)
{
    private readonly AliasResolver _aliases = new(run.Target, plan);

    /// <param name="isUnavailable">Tells of a URN whether it failed, or was skipped because something else did.</param>
    /// <returns>The steps; none when the resource has to be skipped.</returns>
    /// <exception cref="RegistrationException">The program asks for something impossible.</exception>
    public async Task<ImmutableArray<Step>> GenerateAsync(
        Goal goal, string urn, Func<string, bool> isUnavailable, CancellationToken cancel)
    {
        var old = _aliases.Find(goal, urn);
        var recreating = old is not null && await plan.WasDeletedAsync(old);
        var @new = StateOf(goal, urn, old?.State);
        if (@new.NeededUrns().Any(isUnavailable))
            return Decide(urn, Verdict.Skipped);
        if (!targeting.Includes(@new))
            return Untargeted(old, @new);
        RequireCreatedDependencies(@new);
        RequireKnownInputs(@new);

        var keepsOld = old is not null && !recreating && !old.State.External && !targeting.IsReplaced(old.State, urn);
        @new = @new with { Inputs = await CheckAsync(goal, @new, keepsOld ? old!.State.Inputs : null, cancel) };
        if (old is null)
            return Decide(urn, Verdict.Created, Step.Create(@new));
        if (recreating)
            return replacements.Recreate(old, @new);
        if (old.State.External)
            return Decide(
                urn, Verdict.Created,
                Step.CreateReplacement(old, @new, Difference.None, originalRemains: true),
                Step.Replace(old, @new, Difference.None));

        var difference = await DifferenceAsync(goal, old.State, @new, cancel);
        if (difference.Replaces || old.State.PendingReplacement)
        {
            if (keepsOld)
                @new = @new with { Inputs = await CheckAsync(goal, @new, null, cancel) }; // defaults of the old one don't carry over
            return await replacements.ReplaceAsync(old, @new, goal.DeleteBeforeReplace, difference, cancel);
        }
        return difference.HasChanges || old.State.InitErrors.Length > 0
            ? Decide(urn, Verdict.Updated, Step.Update(old, @new, difference))
            : Decide(urn, Verdict.Same, Step.Same(old, @new));
    }

    private ImmutableArray<Step> Decide(string urn, Verdict verdict, params ImmutableArray<Step> steps)
    {
        plan.Decide(urn, verdict);
        return steps;
    }

    private static ResourceState StateOf(Goal goal, string urn, ResourceState? old) => new()
    {
        Urn = urn,
        Custom = goal.Custom,
        Type = goal.Type,
        Inputs = goal.Inputs,
        Parent = goal.Parent,
        Protect = goal.Protect,
        Dependencies = goal.Dependencies,
        Provider = goal.Provider,
        PropertyDependencies = goal.PropertyDependencies,
        AdditionalSecretOutputs = goal.AdditionalSecretOutputs,
        CustomTimeouts = goal.CustomTimeouts,
        RetainOnDelete = goal.RetainOnDelete,
        DeletedWith = goal.DeletedWith,
        ReplaceWith = goal.ReplaceWith,
        ReplacementTrigger = goal.ReplacementTrigger,
        SourcePosition = goal.SourcePosition,
        StackTrace = goal.StackTrace,
        IgnoreChanges = goal.IgnoreChanges,
        ReplaceOnChanges = goal.ReplaceOnChanges,
        Created = old?.Created,
        Modified = old?.Modified,
    };

    /// <param name="olds">Null when nothing of the old resource carries over.</param>
    private async Task<PropertyMap> CheckAsync(Goal goal, ResourceState @new, PropertyMap? olds, CancellationToken cancel)
    {
        var news = olds is null ? goal.Inputs : ResourceDiff.IgnoreChanges(olds, goal.Inputs, goal.IgnoreChanges);
        if (Urn.IsProviderType(@new.Type))
            return ProviderInputs.Check(olds ?? PropertyMap.Empty, news);
        if (!@new.Custom)
            return news;

        var result = await ProviderOf(@new).CheckAsync(@new.Urn, olds ?? PropertyMap.Empty, news, cancel);
        if (result.Failures.Length > 0)
            throw new RegistrationException(@new.Urn, string.Join('\n', result.Failures.Select(failure =>
                failure.Property.Length > 0
                    ? $"{@new.Type} resource '{Urn.Name(@new.Urn)}': property {failure.Property}: {failure.Reason}"
                    : $"{@new.Type} resource '{Urn.Name(@new.Urn)}' has a problem: {failure.Reason}")));
        return result.Inputs;
    }

    private async Task<Difference> DifferenceAsync(Goal goal, ResourceState old, ResourceState @new, CancellationToken cancel)
    {
        if (ResourceDiff.IsTriggered(old.ReplacementTrigger, @new.ReplacementTrigger))
            return Difference.Because("replacementTrigger");
        if (targeting.IsReplaced(old, @new.Urn))
            return Difference.Because("id");
        if (@new.ReplaceWith.Any(urn => plan.VerdictOf(urn) is Verdict.Replaced))
            return Difference.Because("replaceWith");
        if (plan.VerdictOf(@new.DeletedWith) is Verdict.Replaced)
            return Difference.Because("deletedWith");
        if (old.Provider.Length == 0 != (@new.Provider.Length == 0))
            return Difference.Because("provider");
        var provider = @new.Custom && !Urn.IsProviderType(@new.Type) ? ProviderOf(@new) : null;
        return await ResourceDiff.CompareAsync(provider, old, @new.Inputs, goal.ReplaceOnChanges, cancel);
    }

    private ManagedProvider ProviderOf(ResourceState state) =>
        run.Providers.Find(ProviderReference.Parse(state.Provider))
        ?? throw new RegistrationException(state.Urn, $"unknown provider '{state.Provider}' for resource '{state.Urn}'");

    /// <summary>Outside <c>--target</c>: it stays as the last run left it.</summary>
    private ImmutableArray<Step> Untargeted(LedgerEntry? old, ResourceState @new)
    {
        if (old is not null)
            return Decide(@new.Urn, Verdict.Same, Step.Keep(old));
        plan.SkippedCreates.Add(@new.Urn);
        return Decide(@new.Urn, Verdict.Same, Step.SkippedCreate(@new));
    }

    private void RequireCreatedDependencies(ResourceState @new)
    {
        if (@new.NeededUrns().FirstOrDefault(plan.SkippedCreates.Contains) is { } missing)
            throw new RegistrationException(
                @new.Urn,
                $"resource '{@new.Urn}' depends on '{missing}', which does not exist and was not named by --target; name it as well");
    }

    private void RequireKnownInputs(ResourceState @new)
    {
        if (run.Options.DryRun)
            return;
        if (@new.Inputs.FirstOrDefault(e => e.Value.HasUnknown()).Key is { } name)
            throw new RegistrationException(@new.Urn, $"input '{name}' of '{@new.Urn}' is not known, and this is not a preview");
        if (@new.ReplacementTrigger?.HasUnknown() == true)
            throw new RegistrationException(@new.Urn, $"replacement trigger contains unknowns for {@new.Urn}");
    }
}
