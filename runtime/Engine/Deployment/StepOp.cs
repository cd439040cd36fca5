namespace Pulumi.Engine.Deployment;

/// <summary>The kinds of steps, in Pulumi's words (<see cref="StepOps.Name"/> gives the text form).</summary>
public enum StepOp
{
    /// <summary>Nothing to do.</summary>
    Same,
    Create,
    Update,

    /// <summary>The old resource of a create-before-delete replacement goes, at the end.</summary>
    DeleteReplaced,

    /// <summary>The new resource of a replacement is made.</summary>
    CreateReplacement,

    /// <summary>A label for the pair of the two above; does nothing by itself.</summary>
    Replace,
    Delete,
    Read,
    Refresh,

    /// <summary>Leaves the state without a provider call (it was only read, or its owner is gone).</summary>
    Discard,
}

public static class StepOps
{
    /// <summary>The name in Pulumi's JSON and texts, for example <c>create-replacement</c>.</summary>
    public static string Name(this StepOp op) => op switch
    {
        StepOp.Same => "same",
        StepOp.Create => "create",
        StepOp.Update => "update",
        StepOp.DeleteReplaced => "delete-replaced",
        StepOp.CreateReplacement => "create-replacement",
        StepOp.Replace => "replace",
        StepOp.Delete => "delete",
        StepOp.Read => "read",
        StepOp.Refresh => "refresh",
        StepOp.Discard => "discard",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, null),
    };
}
