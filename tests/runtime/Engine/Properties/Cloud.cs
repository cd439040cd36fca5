using System.Collections.Immutable;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;

namespace Pulumi.Engine.Tests.Properties;

/// <summary>What the program says of a resource before it registers it.</summary>
/// <param name="Needs">Ids without which it cannot be.</param>
/// <param name="IdentityFrom">The one whose output its identity is; empty for none.</param>
/// <param name="DeletedWith">The one that takes it along; empty for none.</param>
/// <param name="Retained">It stays when its resource goes.</param>
internal sealed record Surroundings(ImmutableHashSet<string> Needs, string IdentityFrom, string DeletedWith, bool Retained)
{
    public static readonly Surroundings None = new([], "", "", false);

    /// <summary>What both say.</summary>
    public Surroundings InCommonWith(Surroundings other) => new(
        Needs.Intersect(other.Needs),
        IdentityFrom == other.IdentityFrom ? IdentityFrom : "",
        DeletedWith == other.DeletedWith ? DeletedWith : "",
        Retained || other.Retained);
}

internal sealed record Thing(string Urn, PropertyMap Outputs, Surroundings Around);

/// <summary>
/// What exists, thing by thing: the witness against which the state is held. Notes what must not happen: a create or update before
/// what the thing needs, a delete before what needs the thing.
/// </summary>
internal sealed class Cloud(bool acceptsSecrets) : IResourceProvider, IProviderFactory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Surroundings> _announced = [];
    private readonly HashSet<string> _answered = [];
    private Dictionary<string, Surroundings> _before = [];
    private readonly List<Task> _calls = [];
    private int _serials;

    public string Package => "fake";

    public string Version => "1.0.0";

    public bool AcceptsSecrets => acceptsSecrets;

    public Dictionary<string, Thing> Things { get; } = [];

    /// <summary>Ids whose things nobody has in a state any more, for a reason: they have no part in any order.</summary>
    public HashSet<string> Left { get; } = [];

    /// <summary>Ids that a state names and that are gone, since the run that deleted them was interrupted before it could say so.</summary>
    public HashSet<string> Gone { get; } = [];

    /// <summary>What was done in the wrong order.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Ids that were deleted more than once.</summary>
    public List<string> DeletedAgain { get; } = [];

    /// <summary>Calls of the last run: each as it begins, and what it did.</summary>
    public List<string> Story { get; } = [];

    /// <summary>Runs before a call does its work, and may fail it or hold it up. By places: <c>create 3</c>.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public IResourceProvider Create(PropertyMap configuration) => this;

    /// <summary>Ids whose owner went while the program was about to name another one: whether they went along depends on who was first.</summary>
    public HashSet<string> Undecided { get; } = [];

    /// <summary>Ids of originals that wait for their deletion since an earlier run.</summary>
    public HashSet<string> Originals { get; private set; } = [];

    /// <summary>Deletes before that are those of the order delete-before-replace.</summary>
    public bool ProgramEnded { get; set; }

    public void Announce(string place, Surroundings surroundings)
    {
        lock (_lock)
            _announced[place] = surroundings;
    }

    /// <summary>The program has registered the thing, and needs nothing else for it any more.</summary>
    /// <param name="touched">Whether the run may touch it: else the state keeps what it had, and is held to no more than both say.</param>
    public void Settle(string place, string id, bool touched)
    {
        lock (_lock)
        {
            if (!Things.TryGetValue(id, out var thing) || !_announced.TryGetValue(place, out var now))
                return;
            _answered.Add(id);
            Things[id] = thing with { Around = touched ? now : thing.Around with { Needs = thing.Around.Needs.Intersect(now.Needs) } };
        }
    }

    /// <summary>A new run begins.</summary>
    public void Begin(IEnumerable<string> originals, bool hasProgram)
    {
        _announced.Clear();
        _answered.Clear();
        _calls.Clear();
        Story.Clear();
        Originals = [.. originals];
        ProgramEnded = !hasProgram;
        _before = Things.ToDictionary(thing => thing.Key, thing => thing.Value.Around);
    }

    /// <summary>
    /// The run ended early: of what the program announced and heard no answer for, nobody but the disk knows whether it has the
    /// surroundings of before or the new ones. It is held to no more than both say.
    /// </summary>
    /// <param name="interrupted">Also what was answered may not have come to the disk.</param>
    public void EndedEarly(bool interrupted)
    {
        foreach (var (id, thing) in Things.Where(thing => interrupted || !_answered.Contains(thing.Key)).ToList())
        {
            if (!_before.TryGetValue(id, out var before) || !_announced.TryGetValue(PlaceOf(thing.Urn), out var now))
                continue;
            Things[id] = thing with { Around = before.InCommonWith(now) };
            if (before.DeletedWith != now.DeletedWith)
                Undecided.Add(id);
        }
    }

    /// <summary>Ends when no call is under way, also of those that a dead process made.</summary>
    public Task IdleAsync()
    {
        lock (_lock)
            return Task.WhenAll(_calls.Select(call => call.ContinueWith(_ => { }, TaskScheduler.Default)));
    }

    public Task<CheckResult> CheckAsync(string urn, PropertyMap oldInputs, PropertyMap newInputs, CancellationToken cancel) =>
        Task.FromResult(new CheckResult(newInputs, []));

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancel)
    {
        ImmutableArray<string> changed = [.. PropertyValues.ChangedKeys(request.OldInputs, request.NewInputs)];
        return Task.FromResult(new DiffResult(changed.Length > 0, [.. changed.Where(key => key == "identity")], changed, false));
    }

    public async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel)
    {
        if (request.Preview)
            return new("", request.Inputs.With("serial", PropertyValue.Unknown));
        var now = Announced(request.Urn);
        RequireNeeds("create", request.Urn, now);
        return await CallAsync("create", request.Urn, "", () =>
        {
            var id = $"id-{++_serials}";
            var outputs = request.Inputs.With("serial", new PropertyValue.StringValue(id));
            Things[id] = new(request.Urn, outputs, now);
            Story.Add($"  created {id}");
            return new CreateResult(id, outputs);
        }, cancel);
    }

    public async Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel)
    {
        var outputs = request.NewInputs.With("serial", request.OldOutputs["serial"]);
        if (request.Preview)
            return outputs;
        var now = Announced(request.Urn);
        RequireNeeds("update", request.Urn, now);
        return await CallAsync("update", request.Urn, request.Id, () =>
        {
            if (Things.ContainsKey(request.Id))
                Things[request.Id] = new(request.Urn, outputs, now);
            Story.Add($"  updated {request.Id}");
            return outputs;
        }, cancel);
    }

    public Task DeleteAsync(DeleteRequest request, CancellationToken cancel)
    {
        RequireUnneeded(request);
        return CallAsync("delete", request.Urn, request.Id, () =>
        {
            if (!Things.ContainsKey(request.Id))
                DeletedAgain.Add(request.Id);
            Remove(request.Id);
            return true;
        }, cancel);
    }

    public Task<ReadResult?> ReadAsync(ReadRequest request, CancellationToken cancel)
    {
        lock (_lock)
            return Task.FromResult(Things.TryGetValue(request.Id, out var thing)
                ? new ReadResult(request.Id, thing.Outputs.Without("serial"), thing.Outputs)
                : null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Remove(string id)
    {
        Things.Remove(id);
        Story.Add($"  deleted {id}");
        foreach (var (owned, thing) in Things.Where(other => other.Value.Around.DeletedWith == id).ToList())
        {
            if (_announced.TryGetValue(PlaceOf(thing.Urn), out var now) && now.DeletedWith != id)
                Undecided.Add(owned);
            else
                Remove(owned);
        }
    }

    /// <summary>Runs a call: what <see cref="Before"/> says, then its work.</summary>
    private Task<T> CallAsync<T>(string verb, string urn, string id, Func<T> work, CancellationToken cancel)
    {
        lock (_lock)
        {
            Story.Add($"{verb} {urn} {id}");
            var call = RunAsync();
            _calls.Add(call);
            return call;
        }

        async Task<T> RunAsync()
        {
            await Before($"{verb} {PlaceOf(urn)}", cancel);
            lock (_lock)
                return work();
        }
    }

    private Surroundings Announced(string urn)
    {
        lock (_lock)
            return _announced.GetValueOrDefault(PlaceOf(urn)) ?? Surroundings.None;
    }

    private void RequireNeeds(string verb, string urn, Surroundings now)
    {
        lock (_lock)
            Violations.AddRange(now.Needs.Where(id => !Things.ContainsKey(id) && !Gone.Contains(id)).Select(id => $"{verb} {urn} before {id}, which it needs"));
    }

    private void RequireUnneeded(DeleteRequest request)
    {
        lock (_lock)
        {
            Violations.AddRange(Things
                .Where(other => other.Key != request.Id && !Left.Contains(other.Key) && !Undecided.Contains(other.Key) && !Stays(other.Value))
                .Where(other => ProgramEnded
                    ? other.Value.Around.Needs.Contains(request.Id)
                    // What is not replaced itself stays; what was registered before it was decided before it.
                    : other.Value.Around.IdentityFrom == request.Id && !_announced.ContainsKey(PlaceOf(other.Value.Urn))
                        && !Originals.Contains(other.Key))
                .Select(other => $"delete {request.Urn} ({request.Id}) before {other.Value.Urn} ({other.Key}), which needs it"));
        }
    }

    /// <summary>It has no deletion of its own: it is to stay, or goes with another.</summary>
    private bool Stays(Thing thing) => thing.Around.Retained || Things.ContainsKey(thing.Around.DeletedWith);

    /// <summary>Both names of a resource end with its place.</summary>
    private static string PlaceOf(string urn) => Urn.Name(urn)[1..];
}
