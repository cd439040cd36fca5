using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// A server's private key that its node makes and keeps. What the stack gets is the request for the certificate, which is
/// no secret, and looks at it before a CA signs it.
/// </summary>
internal sealed class KeyOnNode
{
    /// <summary>What the command is called, behind the node's name.</summary>
    public const string Suffix = "signing-request";

    /// <param name="trigger">Re-issued when it changes: the node makes another key.</param>
    public KeyOnNode(NodeSession session, NodeClaim claim, Leaf leaf, string trigger, int reapply, Resource parent)
    {
        (string Key, string Value)[] asked =
        [
            ("key", OpenSslWords.Key(leaf.Policy)),
            ("subject", OpenSslWords.Subject(leaf)),
            ("names", OpenSslWords.Names(leaf)),
            ("usage", OpenSslWords.Usages(leaf)),
        ];
        // The claim has no part in it: a node that is claimed anew and has its key still keeps it.
        RequestId = PublicPem.GenerationId([.. asked.Select(line => $"{line.Key}: {line.Value}\n"), trigger]);

        var stdin = claim.Id.Apply(id => asked
            .Aggregate(new NodeRequest().Key("claim", id).Key("request-id", RequestId), (request, line) => request.Key(line.Key, line.Value))
            .Key("reapply", reapply.ToString())
            .Text());
        var step = session.Run(parent, Suffix,
            create: session.Commands.RequestCertificate,
            stdin: stdin,
            after: [claim.Step]);

        // Where a run leaves the node out, what it printed belongs to what it was asked before.
        RequestPem = Output.Tuple(stdin, step.Stdin, step.Stdout).Apply(run =>
            run.Item1 == run.Item2 ? SigningRequest.Checked(session.Node, run.Item3, leaf) : run.Item3);
    }

    /// <summary>By it the node finds the key again: the same one for the same id.</summary>
    public string RequestId { get; }

    public Output<string> RequestPem { get; }
}
