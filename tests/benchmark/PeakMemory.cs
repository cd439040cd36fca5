namespace Pulumi.Benchmark;

/// <summary>Peaks of memory in bytes.</summary>
/// <param name="Engine">Resident memory of the engine's process.</param>
/// <param name="Program">Resident memory of the program's process; 0 when none ran.</param>
/// <param name="Together">All processes at one moment, local commands as well; a page that several share counts once.</param>
internal sealed record PeakMemory(long Engine, long Program, long Together);
