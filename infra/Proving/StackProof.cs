using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Proof;
using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit.Infra.Proving;

/// <summary>
/// Proves all nodes side by side, on every <c>up</c>, whether or not anything changed; never in a preview. A proof that
/// fails makes the run fail, after all nodes were looked at.
/// </summary>
internal sealed class StackProof(StackConfiguration configuration, TimeProvider clock)
{
    private const string WhyNot =
        "its activation did not happen in this run: --target left it out, or the errors of its resources say why. A later up does the rest";

    /// <summary>A report per node, in their order.</summary>
    public Output<IReadOnlyList<ProofReport>> Prove(IReadOnlyList<ProvableNode> nodes) => Deployment.Instance.IsDryRun
        ? OutputUtilities.CreateUnknown<IReadOnlyList<ProofReport>>([])
        : Output.Create(ProveAsync(nodes));

    /// <summary>The stack's outputs: <c>proof</c> for machines, <c>proofTable</c> for people.</summary>
    public static IDictionary<string, object?> Outputs(Output<IReadOnlyList<ProofReport>> reports) => new Dictionary<string, object?>
    {
        ["proof"] = reports.Apply(all => all.Select(ProofOutput.Of).ToList()),
        ["proofTable"] = reports.Apply(all => ProofTable.Render(all)),
    };

    private async Task<IReadOnlyList<ProofReport>> ProveAsync(IReadOnlyList<ProvableNode> nodes)
    {
        var reports = await Task.WhenAll(nodes.Select(ProveAsync));
        foreach (var (node, report) in nodes.Zip(reports))
            Tell(node, report);
        // Said as well, because the list of outputs shows a text of several lines as one.
        Log.Info(ProofTable.Render(reports));
        return reports;
    }

    private async Task<ProofReport> ProveAsync(ProvableNode node)
    {
        if (node.History.IsAbandoned)
            return ProofReport.Abandoned(node.Name);
        if (!await OutputUtilities.GetIsKnownAsync(node.Activation))
            return ProofReport.NotProved(node.Name, WhyNot);

        var target = new ProofTarget(
            node.Name,
            node.Host,
            node.Port,
            node.Hostname,
            await OutputUtilities.GetValueAsync(node.Certificates.CaCertificatePem),
            await OutputUtilities.GetValueAsync(node.Certificates.ServerCertificatePem),
            await node.IsEnforcedAsync(),
            configuration.ProofAccount,
            configuration.ProofTimeout)
        {
            IsProxy = node.IsProxy,
            Variables = node.Variables,
        };
        return await new TlsProof(clock).RunAsync(target, CancellationToken.None);
    }

    private static void Tell(ProvableNode node, ProofReport report)
    {
        if (!report.Attempted)
            Log.Warn($"{report.Node}: {ProofTable.ResultOf(report)}: {string.Join("; ", report.Notes.Select(note => note.Sentence))}.", node.Resource);
        foreach (var failure in report.Failures)
            Log.Error($"{report.Node}: {failure.Sentence}", node.Resource);
        if (report.Failures.Any(failure => ProofReason.IsDrift(failure.Reason)))
            Log.Error($"{report.Node}: this is not what the stack has installed: somebody changed the node, or it was set up anew. "
                + $"To put everything on it again, with its present certificates, set its {NodeKeys.Reapply.Name} to {node.Reapply + 1}, then up.", node.Resource);
    }
}
