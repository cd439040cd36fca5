using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Infra.Registering;
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
        "its activation did not happen in this run: the errors of its resources say why. Once that is mended, up does the rest";

    /// <summary>The stack's outputs: <c>proof</c> for machines, <c>proofTable</c> for people.</summary>
    public IDictionary<string, object?> Outputs(IReadOnlyList<RegisteredNode> nodes)
    {
        var reports = Deployment.Instance.IsDryRun
            ? OutputUtilities.CreateUnknown<IReadOnlyList<ProofReport>>([])
            : Output.Create(ProveAsync(nodes));
        return new Dictionary<string, object?>
        {
            ["proof"] = reports.Apply(all => all.Select(ProofOutput.Of).ToList()),
            ["proofTable"] = reports.Apply(all => ProofTable.Render(all)),
        };
    }

    private async Task<IReadOnlyList<ProofReport>> ProveAsync(IReadOnlyList<RegisteredNode> nodes)
    {
        var reports = await Task.WhenAll(nodes.Select(ProveAsync));
        foreach (var (node, report) in nodes.Zip(reports))
            Tell(node, report);
        // Said as well, because the list of outputs shows a text of several lines as one.
        Log.Info(ProofTable.Render(reports));
        return reports;
    }

    private async Task<ProofReport> ProveAsync(RegisteredNode node)
    {
        if (!await OutputUtilities.GetIsKnownAsync(node.Node.Activation))
            return ProofReport.NotProved(node.Configuration.Name, WhyNot);

        var certificates = node.Node.Certificates;
        var target = new ProofTarget(
            node.Configuration.Name,
            node.Configuration.DatabaseHost,
            node.Configuration.DatabasePort,
            node.Configuration.Args.Certificates.Hostname,
            await OutputUtilities.GetValueAsync(certificates.CaCertificatePem),
            await OutputUtilities.GetValueAsync(certificates.ServerCertificatePem),
            await IsEnforcedAsync(node),
            configuration.ProofAccount,
            configuration.ProofTimeout);
        return await new TlsProof(clock).RunAsync(target, CancellationToken.None);
    }

    /// <summary>What is expected: an enforcement that was refused has said so, and the proof is of the rest.</summary>
    private static async Task<bool> IsEnforcedAsync(RegisteredNode node) =>
        node.Authentication is { } authentication
        && await OutputUtilities.GetIsKnownAsync(authentication.Enforcement)
        && node.Configuration.Args.Tls.RequireSecureTransport == SecureTransportPhase.On;

    private static void Tell(RegisteredNode node, ProofReport report)
    {
        if (!report.Attempted)
            Log.Warn($"{report.Node}: not proved: {string.Join("; ", report.Notes.Select(note => note.Sentence))}.", node.Node);
        foreach (var failure in report.Failures)
            Log.Error($"{report.Node}: {failure.Sentence}", node.Node);
    }
}
