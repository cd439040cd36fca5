using System.Collections.Immutable;
using Pulumi.Utilities;

namespace Pulumi.Tests.Outputs;

public sealed class OutputCombinations
{
    private static readonly Output<int> Known = Output.Create(1);
    private static readonly Output<int> Secret = Output.CreateSecret(2);
    private static readonly Output<int> Unknown = OutputUtilities.CreateUnknown(3);

    [Fact]
    public async Task All_IsSecretIfOneIs_AndKnownIfAllAre()
    {
        await AssertListAsync(Output.All(Known, Known), [1, 1], isSecret: false);
        await AssertListAsync(Output.All(Known, Secret), [1, 2], isSecret: true);
        await AssertUnknownAsync(Output.All(Known, Secret, Unknown), isSecret: true);
        await AssertListAsync(Output.All(Enumerable.Empty<Output<int>>()), [], isSecret: false);
    }

    [Fact]
    public async Task Tuple_KeepsTheOrderOfEight()
    {
        var tuple = Output.Tuple<int, string, int, string, int, string, int, string>(1, "2", 3, "4", 5, "6", Known, Output.CreateSecret("8"));

        Assert.Equal((1, "2", 3, "4", 5, "6", 1, "8"), await OutputUtilities.GetValueAsync(tuple));
        Assert.True(await Output.IsSecretAsync(tuple));
    }

    [Fact]
    public async Task Tuple_IsUnknownIfOneIs() => await AssertUnknownAsync(Output.Tuple(Known, Unknown, Known), isSecret: false);

    [Fact]
    public async Task Apply_PassesSecrecyOn_FromBothSides()
    {
        await AssertAsync(Secret.Apply(value => value + 1), 3, isSecret: true);
        await AssertAsync(Known.Apply(_ => Secret), 2, isSecret: true);
        await AssertAsync(Secret.Apply(async value => await Task.FromResult(value)), 2, isSecret: true);
        await AssertUnknownAsync(Secret.Apply(_ => Unknown), isSecret: true);
        await AssertUnknownAsync(Unknown.Apply(_ => Secret), isSecret: false);
    }

    [Fact]
    public async Task Apply_OfNoOutput_IsTheDefault() => await AssertAsync(Secret.Apply(_ => (Output<string?>?)null), null, isSecret: true);

    [Fact]
    public async Task Unsecret_IsNoSecret() => await AssertAsync(Output.Unsecret(Secret), 2, isSecret: false);

    [Fact]
    public async Task Format_IsInvariant_AndAsSecretAsItsParts()
    {
        await AssertAsync(Output.Format($"{1.5}-{Known:000}-{(Input<string>)"in"}"), "1.5-001-in", isSecret: false);
        await AssertAsync(Output.Format($"{Secret}"), "2", isSecret: true);
        await AssertUnknownAsync(Output.Format($"{Unknown}"), isSecret: false);
    }

    [Fact]
    public async Task CreateUnknown_HasNoValue_AndCallsNoFactory()
    {
        await AssertUnknownAsync(OutputUtilities.CreateUnknown<int>(() => throw new InvalidOperationException("called")), isSecret: false);
        Assert.Equal(0, await OutputUtilities.GetValueAsync(Unknown));
    }

    [Fact]
    public async Task InputList_GrowsByInitializerAndConversion()
    {
        InputList<string> list = ["a", Output.CreateSecret("b")];
        list.Add("c");
        list.AddRange(new List<string> { "d" });

        await AssertListAsync(list.Concat(ImmutableArray.Create("e")).ToOutput(), ["a", "b", "c", "d", "e"], isSecret: true);
        await AssertAsync(list.ToOutput().GetAt(2), "c", isSecret: true);
        await AssertAsync(list.ToOutput().Length(), 4, isSecret: true);
    }

    [Fact]
    public async Task InputMap_RefusesAnotherValueForAKey()
    {
        InputMap<string> map = new() { { "k", "v" } };
        map.Add("k", "v");
        await AssertAsync(map.Apply(entries => entries["k"]), "v", isSecret: false);

        map.Add("k", "w");
        var e = await Assert.ThrowsAsync<ArgumentException>(() => OutputUtilities.GetValueAsync(map.ToOutput()));
        Assert.Contains("'k'", e.Message);
    }

    [Fact]
    public async Task InputMap_Merge_TakesTheSecondsValue()
        => await AssertAsync(
            InputMap<string>.Merge(new() { { "k", "v" } }, new() { { "k", "w" } }).Apply(entries => entries["k"]), "w", isSecret: false);

    [Fact]
    public void Text_OfAnOutput_SaysWhatToDoInstead() => Assert.Contains("Output.Format", Known.ToString());

    private static async Task AssertAsync<T>(Output<T> output, T expected, bool isSecret)
    {
        Assert.True(await OutputUtilities.GetIsKnownAsync(output));
        Assert.Equal(expected, await OutputUtilities.GetValueAsync(output));
        Assert.Equal(isSecret, await Output.IsSecretAsync(output));
    }

    private static Task AssertListAsync<T>(Output<ImmutableArray<T>> output, T[] expected, bool isSecret)
        => AssertAsync(output.Apply(items => items.ToArray()), expected, isSecret);

    private static async Task AssertUnknownAsync<T>(Output<T> output, bool isSecret)
    {
        Assert.False(await OutputUtilities.GetIsKnownAsync(output));
        Assert.Equal(isSecret, await Output.IsSecretAsync(output));
    }
}
