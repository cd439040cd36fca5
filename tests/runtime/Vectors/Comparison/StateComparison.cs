using System.Text.Json.Nodes;

namespace Pulumi.Engine.Vectors.Tests.Comparison;

/// <summary>Follows the recorded state and ours through a life.</summary>
internal sealed class StateComparison(StateSecrets secrets)
{
    private readonly Tokens _recordedTokens = new();
    private readonly Tokens _ourTokens = new();
    private StateView _recorded = new();

    /// <summary>Where a life's beginning was not recorded: a recorded state of the same shape.</summary>
    public void Begin(string recorded, string ours)
    {
        _recorded = StateView.Parse(recorded, secrets);
        Compare("", StateView.Parse(ours, secrets));
    }

    /// <summary>
    /// Takes what changed in our state for the recorded change, after something that was done between two steps and is not recorded.
    /// </summary>
    /// <returns>False for a state that was damaged on purpose: it cannot be followed.</returns>
    public bool Adopt(string step, string before, string after)
    {
        if (Parse(before) is not { } was || Parse(after) is not { } now)
            return false;
        _ourTokens.Begin(step);
        foreach (var key in was.Resources.Keys.Union(now.Resources.Keys))
        {
            var (old, @new) = (was.Resources.GetValueOrDefault(key), now.Resources.GetValueOrDefault(key));
            if (@new is null)
                _recorded.Resources.Remove(key);
            else if (!JsonNode.DeepEquals(old, @new))
            {
                _ourTokens.Replace(@new);
                _recorded.Resources[key] = @new;
            }
        }
        if (!JsonNode.DeepEquals(was.Deployment, now.Deployment))
            _recorded.Deployment = now.Deployment;
        _recordedTokens.Learn(_ourTokens);
        return true;
    }

    /// <param name="state">The recorded state; null when only its changes are recorded.</param>
    /// <param name="ours">Null when there is no state any more.</param>
    /// <returns>Null when there is no difference.</returns>
    public string? Step(string step, string? state, string? changes, string? ours)
    {
        if (state is null && changes is null)
            return null;
        var remains = true;
        if (state is not null)
            _recorded = StateView.Parse(state, secrets);
        else
            remains = RecordedChanges.Apply(_recorded, changes!);
        if (!remains || ours is null)
            return remains == ours is not null ? null : remains ? "there is no state" : "there is still a state";
        var differences = Compare(step, StateView.Parse(ours, secrets)).Concat(StateOrder.Faults(ours)).ToList();
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    private StateView? Parse(string state)
    {
        try
        {
            return StateView.Parse(state, secrets);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private List<string> Compare(string step, StateView ours)
    {
        _recordedTokens.Begin(step);
        _ourTokens.Begin(step);
        var differences = new List<string>();
        foreach (var key in _recorded.Resources.Keys.Union(ours.Resources.Keys).Order(StringComparer.Ordinal))
        {
            var left = _recorded.Resources.GetValueOrDefault(key);
            var right = ours.Resources.GetValueOrDefault(key);
            var (recordedTokens, ourTokens) = (_recordedTokens.Replace(left), _ourTokens.Replace(right));
            if (left is null || right is null)
                differences.Add($"{key} is {(left is null ? "too much" : "missing")}");
            else
                JsonComparison.Compare(Comparable(recordedTokens), Comparable(ourTokens), key, differences);
        }
        var deployment = ours.Deployment.DeepClone().AsObject();
        JsonComparison.Compare(
            WithoutSalt(_recordedTokens.Replace(_recorded.Deployment)!), WithoutSalt(_ourTokens.Replace(deployment)!), "deployment", differences);
        return differences;
    }

    /// <summary>Without what the frameworks of the official providers keep for themselves.</summary>
    private static JsonNode Comparable(JsonNode? resource)
    {
        foreach (var properties in new[] { resource!["inputs"], resource["outputs"] }.OfType<JsonObject>())
        {
            foreach (var name in StateView.ProviderInternals)
                properties.Remove(name);
        }
        if ((string?)resource["sourcePosition"] is { } position)
            resource["sourcePosition"] = Texts.InProject(position);
        return resource;
    }

    private static JsonNode WithoutSalt(JsonNode deployment)
    {
        if (deployment["secrets_providers"]?["state"] is JsonObject state)
            state["salt"] = "SALT";
        return deployment;
    }
}
