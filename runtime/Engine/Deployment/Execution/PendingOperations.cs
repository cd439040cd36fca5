using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>What a run does about operations that an earlier one began and did not finish.</summary>
internal static class PendingOperations
{
    /// <summary>Says that there are some, and how to get rid of them.</summary>
    public static void Warn(Snapshot snapshot, EventSink events)
    {
        if (snapshot.PendingOperations.IsEmpty)
            return;
        var operations = string.Concat(snapshot.PendingOperations.Select(pending =>
            $"  * {pending.Resource.Urn}, interrupted while {Name(pending.Kind)}\n"));
        events.Log("", DiagnosticSeverity.Warning, $"""
            Attempting to deploy or update resources with {snapshot.PendingOperations.Length} pending operations from previous deployment.
            {operations}The run that began these operations was interrupted before it knew their results. Each of them is run anew where the program asks for it.
            Check whether an interrupted create has left something behind; `pulumi refresh --clear-pending-creates` then forgets it. `pulumi refresh` forgets the others.
            """, ephemeral: false);
    }

    /// <summary>Drops those whose resource is in the state anyway; a create is kept until somebody says it is dealt with.</summary>
    public static Task ForgetAsync(Snapshot snapshot, SnapshotLedger ledger, bool creates) =>
        ledger.ForgetPendingAsync(snapshot.PendingOperations
            .Select((pending, i) => (pending, number: (long)i - snapshot.PendingOperations.Length))
            .Where(p => creates || p.pending.Kind is not PendingOperationKind.Creating)
            .Select(p => p.number));

    private static string Name(PendingOperationKind kind) => kind switch
    {
        PendingOperationKind.Creating => "creating",
        PendingOperationKind.Updating => "updating",
        PendingOperationKind.Deleting => "deleting",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
