namespace Pulumi.Benchmark;

/// <param name="Cpu">User and system time of all processes.</param>
/// <param name="StateBytes">Size of the state file after the run.</param>
internal sealed record Measurement(TimeSpan Wall, TimeSpan Cpu, PeakMemory Memory, long StateBytes);
