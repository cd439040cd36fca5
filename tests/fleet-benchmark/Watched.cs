using System.Diagnostics;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Pulumi.Benchmark;

namespace EncryptionInTransit.FleetBenchmark;

/// <param name="Wall">From the program's start to its end.</param>
/// <param name="MachineCpu">What all of the machine did meanwhile, the nodes' servers included.</param>
/// <param name="Memory">The highest sum over the program and all that it started, in bytes; a page that several share counts once.</param>
internal sealed record Watched(TimeSpan Wall, TimeSpan MachineCpu, long Memory)
{
    private const double TicksPerSecond = 100; // USER_HZ

    public static readonly Watched Nothing = new(TimeSpan.Zero, TimeSpan.Zero, 0);

    /// <summary>One after the other.</summary>
    public static Watched operator +(Watched first, Watched second) =>
        new(first.Wall + second.Wall, first.MachineCpu + second.MachineCpu, Math.Max(first.Memory, second.Memory));

    /// <exception cref="InvalidOperationException">The program did not end with 0.</exception>
    public static async Task<Watched> RunAsync(Command command)
    {
        var cpu = MachineTime();
        var clock = Stopwatch.StartNew();
        var run = command.WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        using var process = Process.GetProcessById(run.ProcessId);
        var memory = ProcessTree.WatchAsync(process);
        var result = await run;
        var wall = clock.Elapsed;
        return result.ExitCode == 0
            ? new(wall, MachineTime() - cpu, (await memory).Together)
            : throw new InvalidOperationException($"it ended with {result.ExitCode}:\n{result.StandardOutput}{result.StandardError}");
    }

    /// <summary>User, nice and system time of all processors (proc(5)).</summary>
    private static TimeSpan MachineTime()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromSeconds(fields[1..4].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond);
    }
}
