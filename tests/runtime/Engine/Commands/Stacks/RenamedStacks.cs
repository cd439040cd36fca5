using System.Collections.Immutable;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Model;

namespace Pulumi.Engine.Tests.Commands.Stacks;

/// <summary><c>stack rename</c>: everything that names the stack names the new one.</summary>
public sealed class RenamedStacks : IDisposable
{
    private readonly TemporaryProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task StateHistoryAndConfiguration_HaveTheNewName()
    {
        var backend = await _project.CreateStackAsync(Resources.Stack, Resources.Thing("a"), Resources.Thing("b", "a"));
        var record = new UpdateRecord("update", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, "first", ImmutableSortedDictionary<string, string>.Empty, [], true, ImmutableSortedDictionary<string, int>.Empty);
        await backend.OpenHistory(TemporaryProject.Dev).AddAsync(record, "{}"u8.ToArray(), TimeProvider.System, CancellationToken.None);
        await File.WriteAllTextAsync(_project.StackFile, "config:\n  vectors:key: value\n");

        await _project.ExpectAsync("stack rename prod -s dev", 0, "Renamed dev to prod\n", passphrase: null);

        var prod = new StackReference("vectors", "prod");
        Assert.Equal([prod], backend.List("vectors"));
        var state = await _project.ReadAsync(prod);
        Assert.DoesNotContain(state.Resources, r => r.NeededUrns().Append(r.Urn).Any(urn => urn.Contains("dev", StringComparison.Ordinal)));
        Assert.Equal("urn:pulumi:prod::vectors::pulumi:pulumi:Stack::vectors-prod", state.Resources[0].Urn);
        Assert.Equal("first", (string?)Assert.Single(await backend.OpenHistory(prod).ReadAsync(0, 10, CancellationToken.None))["message"]);
        Assert.Empty(await backend.OpenHistory(TemporaryProject.Dev).ReadAsync(0, 10, CancellationToken.None));
        Assert.False(File.Exists(_project.StackFile));
        await _project.ExpectAsync("config get key", 0, "value\n");
    }

    [Fact]
    public async Task NameThatIsTaken_IsRefused()
    {
        var backend = await _project.CreateStackAsync(Resources.Stack);
        await backend.CreateAsync(new("vectors", "prod"), "", TimeProvider.System, CancellationToken.None);

        await _project.ExpectAsync("stack rename prod -s dev", 1, error: "error: a stack named prod already exists\n");
        Assert.Equal(["dev", "prod"], backend.List("vectors").Select(s => s.Name));
    }

    [Fact]
    public void ProvidersAliasesAndPendingOperations_AreRenamedToo()
    {
        const string provider = "urn:pulumi:dev::vectors::pulumi:providers:test::default";
        var thing = Resources.Thing("a") with { Provider = $"{provider}::some-id", Aliases = [Resources.UrnOf("old"), "urn:pulumi:other::vectors::t:i:T::x"] };

        var renamed = new StackRename("vectors", "dev", "keys", "prod").Apply(new([thing], [new(thing, PendingOperationKind.Creating)]));

        foreach (var state in renamed.Resources.Append(renamed.PendingOperations[0].Resource))
        {
            Assert.Equal("urn:pulumi:prod::keys::test:index:Thing::a", state.Urn);
            Assert.Equal("urn:pulumi:prod::keys::pulumi:providers:test::default::some-id", state.Provider);
            Assert.Equal(["urn:pulumi:prod::keys::test:index:Thing::old", "urn:pulumi:other::vectors::t:i:T::x"], state.Aliases.AsEnumerable());
        }
    }
}
