using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>One resource of the state while a run works on it. Identity matters: several entries can have one URN.</summary>
internal sealed class LedgerEntry(ResourceState state)
{
    internal const int NoSlot = -1;

    /// <summary>Its place in the <see cref="SnapshotBuilder"/>; <see cref="NoSlot"/> until it is written there.</summary>
    public int Slot { get; set; } = NoSlot;

    /// <summary>As it is now, or was when it left the state.</summary>
    public ResourceState State { get; set; } = state;

    /// <summary>False once it has left the state.</summary>
    public bool Exists { get; set; } = true;
}
