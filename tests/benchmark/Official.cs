namespace Pulumi.Benchmark;

/// <summary>What the official CLI 3.274 needed for a Node.js program of the same shape, on 2 cores, as far as it was measured.</summary>
internal sealed record Official(string Seconds, int Megabytes)
{
    private static readonly Dictionary<(int Nodes, string Operation), Official> Measured = new()
    {
        [(1, "first up")] = new("2.0", 177),
        [(1, "no-change preview")] = new("1.9", 177),
        [(10, "first up")] = new("4.4", 204),
        [(10, "no-change preview")] = new("3.0", 208),
        [(100, "first up")] = new("123", 1450),
        [(100, "no-change preview")] = new("13.0", 505),
    };

    public static Official? Of(int nodes, string operation) => Measured.GetValueOrDefault((nodes, operation));
}
