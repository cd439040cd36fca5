namespace EncryptionInTransit;

/// <summary>Raised by the user to re-issue certificates: all, the server's only, the client's only.</summary>
public sealed record ReissueNumbers(int All = 1, int Server = 1, int Client = 1)
{
    /// <summary>
    /// What the replacement of the server's key hangs on. It has a value from the first day: the change from none to
    /// one would replace nothing.
    /// </summary>
    public static string ServerTrigger(ReissueNumbers ofAllNodes, ReissueNumbers ofNode) =>
        Trigger(ofAllNodes.All, ofAllNodes.Server, ofNode.All, ofNode.Server);

    /// <summary>The same for the client's key.</summary>
    public static string ClientTrigger(ReissueNumbers ofAllNodes, ReissueNumbers ofNode) =>
        Trigger(ofAllNodes.All, ofAllNodes.Client, ofNode.All, ofNode.Client);

    /// <summary>The same for the key of an account, which has a number of its own besides.</summary>
    public static string AccountTrigger(ReissueNumbers ofAllNodes, ReissueNumbers ofNode, int ofAccount) =>
        Trigger(ofAllNodes.All, ofAllNodes.Client, ofNode.All, ofNode.Client, ofAccount);

    private static string Trigger(params int[] numbers) => string.Join('.', numbers);
}
