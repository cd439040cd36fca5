using Pulumi.Engine.Commands;
using Pulumi.Engine.Commands.States;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Commands.States;

/// <summary><c>state delete</c>: what leaves the state, and what may not.</summary>
public sealed class RemovedResources
{
    private static readonly Snapshot State = new(
        [Resources.Stack, Resources.Thing("key"), Resources.Thing("request", "key"), Resources.Thing("certificate", "request"), Resources.Thing("alone")], []);

    private readonly List<string> _warnings = [];

    [Fact]
    public void WhatNobodyNeeds_Goes() => Assert.Equal(["vectors-dev", "key", "request", "certificate"], Names(Without("alone")));

    [Fact]
    public void WhatOthersNeed_Stays_AndTheyAreNamed()
    {
        var e = Assert.Throws<CommandException>(() => Without("key"));

        Assert.Equal(
            $"{Resources.UrnOf("key")} can't be safely deleted because the following resources depend on it:\n" +
            $" * \"request\"       ({Resources.UrnOf("request")})\n" +
            $" * \"certificate\"   ({Resources.UrnOf("certificate")})\n" +
            "\nDelete those resources first or pass --target-dependents.",
            e.Message);
    }

    [Fact]
    public void WithDependents_AllGo() => Assert.Equal(["vectors-dev", "alone"], Names(Without("key", dependents: true)));

    [Fact]
    public void NamedTogetherWithItsDependents_Goes()
    {
        var removal = new ResourceRemoval(State, null, withDependents: false);

        var left = removal.Without(ResourceLookup.Find(State, new[] { "key", "certificate", "request" }.Select(Resources.UrnOf)));

        Assert.Equal(["vectors-dev", "alone"], Names(left));
    }

    [Fact]
    public void Protected_StaysUnlessForced()
    {
        var state = State with { Resources = [.. State.Resources.Select(r => Urn.Name(r.Urn) == "alone" ? r with { Protect = true } : r)] };

        Assert.Contains("because it is protected", Assert.Throws<CommandException>(() => Without("alone", state: state)).Message, StringComparison.Ordinal);
        Assert.Equal(["vectors-dev", "key", "request", "certificate"], Names(Without("alone", force: true, state: state)));
        Assert.Contains(Resources.UrnOf("alone"), Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void OriginalThatWaitsForDeletion_IsNotNeededByAnybody()
    {
        var state = State with { Resources = [.. State.Resources, Resources.Thing("key") with { Delete = true, Id = "old" }] };

        var left = new ResourceRemoval(state, null, withDependents: false).Without([state.Resources[^1]]);

        Assert.Equal(State.Resources.AsEnumerable(), left.Resources);
    }

    [Fact]
    public void WrongName_IsAnsweredWithTheNearestOnes()
    {
        var e = Assert.Throws<CommandException>(() => Without("Keys"));

        Assert.StartsWith($"No such resource \"{Resources.UrnOf("Keys")}\" exists in the current state\nDid you mean:\n  {Resources.UrnOf("key")}\n", e.Message, StringComparison.Ordinal);
        Assert.Equal(3, e.Message.Split('\n').Count(line => line.StartsWith("  urn:", StringComparison.Ordinal)));
    }

    [Fact]
    public void NoUrn_AndSeveralOfOneUrn_AreRefused()
    {
        Assert.StartsWith("\"key\" is not a valid resource URN\n", Assert.Throws<CommandException>(() => ResourceLookup.Find(State, ["key"])).Message, StringComparison.Ordinal);
        var state = State with { Resources = [.. State.Resources, Resources.Thing("key") with { Delete = true, Id = "old" }] };
        Assert.Equal(
            "Resource URN ambiguously referred to multiple resources. Did you mean:\n  key-id\n  old\n",
            Assert.Throws<CommandException>(() => ResourceLookup.Find(state, [Resources.UrnOf("key")])).Message);
    }

    private Snapshot Without(string name, bool dependents = false, bool force = false, Snapshot? state = null) =>
        new ResourceRemoval(state ?? State, force ? _warnings.Add : null, dependents).Without(ResourceLookup.Find(state ?? State, [Resources.UrnOf(name)]));

    private static IEnumerable<string> Names(Snapshot snapshot) => snapshot.Resources.Select(r => Urn.Name(r.Urn));
}
