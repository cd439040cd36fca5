using System.Globalization;

namespace Pulumi.Benchmark;

/// <summary>A row of Markdown for each measurement, as soon as it is there.</summary>
internal sealed class ResultTable
{
    private readonly TextWriter _output;

    public ResultTable(TextWriter output)
    {
        _output = output;
        _output.WriteLine("| resources | operation | wall, s | CPU, s | engine, MB | program, MB | together, MB | state, MB | official, s | official engine, MB |");
        _output.WriteLine("|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    }

    public void Add(int nodes, Operation operation, Measurement m)
    {
        var official = Official.Of(nodes, operation.Name);
        _output.WriteLine(
            $"| {(10 * nodes) + 1} | {operation.Name} | {Seconds(m.Wall)} | {Seconds(m.Cpu)} | {Megabytes(m.Memory.Engine)} | {Megabytes(m.Memory.Program)} "
            + $"| {Megabytes(m.Memory.Together)} | {Megabytes(m.StateBytes)} | {official?.Seconds} | {official?.Megabytes} |");
        _output.Flush();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.#", CultureInfo.InvariantCulture);
}
