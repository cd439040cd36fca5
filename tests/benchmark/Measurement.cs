namespace Pulumi.Benchmark;

/// <param name="Cpu">User and system time of all processes.</param>
/// <param name="StateBytes">Size of the state file after the run.</param>
internal sealed record Measurement(TimeSpan Wall, TimeSpan Cpu, PeakMemory Memory, long StateBytes);

/// <summary>Peaks of memory in bytes.</summary>
/// <param name="Engine">Resident memory of the engine's process.</param>
/// <param name="Program">Resident memory of the program's process; 0 when none ran.</param>
/// <param name="Together">All processes at one moment, local commands as well; a page that several share counts once.</param>
internal sealed record PeakMemory(long Engine, long Program, long Together);
