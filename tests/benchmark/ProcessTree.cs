using System.Diagnostics;
using System.Globalization;

namespace Pulumi.Benchmark;

/// <summary>What /proc tells of a process and its descendants (proc(5)).</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    /// <summary>User and system time of all children that have ended, and of theirs.</summary>
    public static TimeSpan CpuOfChildren()
    {
        var fields = StatFields(Environment.ProcessId)!;
        return TimeSpan.FromSeconds((Number(fields[13]) + Number(fields[14])) / TicksPerSecond);
    }

    /// <summary>Waits for the process to end, and looks at its memory meanwhile.</summary>
    public static async Task<PeakMemory> WatchAsync(Process root)
    {
        var ended = root.WaitForExitAsync();
        var peak = new PeakMemory(0, 0, 0);
        while (await Task.WhenAny(ended, Task.Delay(Interval)) != ended)
            peak = Higher(peak, Look(root.Id));
        return peak;
    }

    private static PeakMemory Look(int root)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(pid => (Pid: pid, Fields: StatFields(pid)))
            .Where(process => process.Fields is not null)
            .ToLookup(process => (int)Number(process.Fields![1]), process => process.Pid);
        var (engine, program, together) = (0L, 0L, 0L);
        var left = new Stack<int>([root]);
        while (left.TryPop(out var pid))
        {
            var status = Read($"/proc/{pid}/status");
            together += Kilobytes(Read($"/proc/{pid}/smaps_rollup"), "Pss:");
            if (pid == root)
                engine = Kilobytes(status, "VmHWM:");
            else if (Read($"/proc/{pid}/cmdline").Contains("/Fleet.dll", StringComparison.Ordinal))
                program = Kilobytes(status, "VmHWM:");
            foreach (var child in parents[pid])
                left.Push(child);
        }
        return new(engine * 1024, program * 1024, together * 1024);
    }

    private static PeakMemory Higher(PeakMemory a, PeakMemory b) =>
        new(Math.Max(a.Engine, b.Engine), Math.Max(a.Program, b.Program), Math.Max(a.Together, b.Together));

    /// <summary>The fields after the command's name, which may hold anything: the first is the state, the second the parent.</summary>
    private static string[]? StatFields(int pid)
    {
        var text = Read($"/proc/{pid}/stat");
        return text.LastIndexOf(')') is var end and > 0 ? text[(end + 2)..].Split(' ') : null;
    }

    private static long Kilobytes(string status, string name) => status.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => Number(line[name.Length..].Replace("kB", "").Trim()))
        .FirstOrDefault();

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <returns>Empty when the process has ended meanwhile.</returns>
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
