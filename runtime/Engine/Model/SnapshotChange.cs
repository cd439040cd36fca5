using System.Collections.Immutable;

namespace Pulumi.Engine.Model;

/// <summary>
/// One durable step from a snapshot to the next: an operation begins, or ends, and places of the resource list are written.
/// Small whatever the size of the stack, so that a state file can be a base and a journal of these.
/// </summary>
/// <param name="Operation">Number of the operation that begins or ends, unique within a run; 0 when there is none.</param>
/// <param name="Begins">What begins; null when the operation ends, or there is none.</param>
/// <param name="Writes">What changes in the list of resources, in this order.</param>
public sealed record SnapshotChange(long Operation, PendingOperation? Begins, ImmutableArray<ResourceWrite> Writes);

/// <summary>A write to one place of the list of resources (see <see cref="SnapshotBuilder"/>).</summary>
/// <param name="Slot">The place. Those of the base snapshot are numbered from 0, new ones follow in the order in which they come.</param>
/// <param name="State">What stands there from now on; null empties the place.</param>
public sealed record ResourceWrite(int Slot, ResourceState? State);
