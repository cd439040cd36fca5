using System.Collections.Immutable;

namespace Pulumi.Tests.Support;

public sealed class Thing(string name, ThingArgs args, CustomResourceOptions? options = null)
    : CustomResource("test:index:Thing", name, args, options)
{
    [Output("text")]
    public Output<string?> Text { get; private set; } = null!;

    [Output("number")]
    public Output<int> Number { get; private set; } = null!;

    [Output("list")]
    public Output<ImmutableArray<string>> List { get; private set; } = null!;

    [Output("map")]
    public Output<ImmutableDictionary<string, string>?> Map { get; private set; } = null!;

    [Output("anything")]
    public Output<object?> Anything { get; private set; } = null!;

    [Output("made")]
    public Output<string> Made { get; private set; } = null!;
}

public sealed class ThingArgs : ResourceArgs
{
    [Input("text")]
    public Input<string>? Text { get; set; }

    [Input("number")]
    public Input<int>? Number { get; set; }

    [Input("ratio")]
    public Input<double>? Ratio { get; set; }

    [Input("flag")]
    public Input<bool>? Flag { get; set; }

    [field: Input("list")]
    public InputList<string> List
    {
        get => field ??= [];
        set;
    }

    [field: Input("map")]
    public InputMap<string> Map
    {
        get => field ??= [];
        set;
    }

    [Input("nested")]
    public Input<ThingArgs>? Nested { get; set; }

    [Input("anything")]
    public object? Anything { get; set; }

    [Input("json", json: true)]
    public Input<object>? Json { get; set; }

    [Input("source")]
    public Input<AssetOrArchive>? Source { get; set; }
}

public sealed class Group : ComponentResource
{
    public Group(string name, ComponentResourceOptions? options = null, params string[] children)
        : base("test:index:Group", name, new GroupArgs { Size = children.Length }, options)
    {
        Things = [.. children.Select(child => new Thing(child, new ThingArgs { Text = child }, new CustomResourceOptions { Parent = this }))];
        First = Things[0].Text;
        RegisterOutputs();
    }

    [Output("first")]
    public Output<string?> First { get; private set; }

    [Output]
    public Output<int> Count { get; private set; } = Output.Create(1);

    public ImmutableArray<Thing> Things { get; }
}

public sealed class GroupArgs : ResourceArgs
{
    [Input("size", required: true)]
    public Input<int> Size { get; set; } = null!;
}
