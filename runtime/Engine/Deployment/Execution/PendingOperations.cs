using Pulumi.Engine.Model;

namespace Pulumi.Engine.Deployment.Execution;

/// <summary>What a run does about operations that an earlier one began and did not finish.</summary>
internal static class PendingOperations
{
    /// <summary>Says that there are some, and how to get rid of them: the official CLI's own words.</summary>
    public static void Warn(Snapshot snapshot, EventSink events)
    {
        if (snapshot.PendingOperations.IsEmpty)
            return;
        var operations = string.Concat(snapshot.PendingOperations.Select(pending =>
            $"  * {pending.Resource.Urn}, interrupted while {Name(pending.Kind)}\n"));
        events.Log("", DiagnosticSeverity.Warning, $"""
            Attempting to deploy or update resources with {snapshot.PendingOperations.Length} pending operations from previous deployment.
            {operations}These resources are in an unknown state because the Pulumi CLI was interrupted while waiting for changes to these resources to complete. You should confirm whether or not the operations listed completed successfully by checking the state of the appropriate provider. For example, if you are using AWS, you can confirm using the AWS Console.

            Once you have confirmed the status of the interrupted operations, you can repair your stack using `pulumi refresh` which will refresh the state from the provider you are using and clear the pending operations if there are any.

            Note that `pulumi refresh` will need to be run interactively to clear pending CREATE operations.
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
