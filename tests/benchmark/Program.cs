using Pulumi.Benchmark;

var sizes = args.Length == 0 ? [1, 10, 100] : args.Select(ParseNodes).ToArray();
var workspace = Workspace.Create();
await workspace.BuildAsync();
var table = new ResultTable(Console.Out);
foreach (var nodes in sizes)
{
    await workspace.NewStackAsync(nodes);
    foreach (var operation in Operation.Life)
        table.Add(nodes, operation, await workspace.MeasureAsync(operation));
}

static int ParseNodes(string text) => int.TryParse(text, out var nodes) && nodes > 0
    ? nodes
    : throw new ArgumentException($"'{text}' is not a number of nodes: each has ten resources, as in `dotnet run -- 1 10 100`");
