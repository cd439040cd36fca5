using EncryptionInTransit.Infra.Configuration;
using EncryptionInTransit.Infra.Proving;
using EncryptionInTransit.Infra.Registering;
using EncryptionInTransit.Proof;
using Pulumi;
using Pulumi.Utilities;

namespace EncryptionInTransit.Infra.Status;

/// <summary>The stack outputs that say how each node stands: <c>status</c> for machines, <c>statusTable</c> for people, <c>prometheus</c> on request.</summary>
internal sealed class StackStatus(StackConfiguration configuration, TimeProvider clock)
{
    public IDictionary<string, object?> Outputs(RegisteredStack stack, IReadOnlyList<ProvableNode> nodes, Output<IReadOnlyList<ProofReport>> proofs)
    {
        var all = proofs.Apply(reports => LookAsync(stack, nodes, reports));
        var outputs = new Dictionary<string, object?>
        {
            ["status"] = all.Apply(status => status.Select(StatusOutput.Of).ToList()),
            ["statusTable"] = all.Apply(StatusTable.Render),
        };
        if (configuration.Prometheus)
            outputs["prometheus"] = all.Apply(status => PrometheusText.Render([.. status.Where(node => !node.Proof.IsAbandoned)]));
        return outputs;
    }

    private async Task<IReadOnlyList<NodeStatus>> LookAsync(RegisteredStack stack, IReadOnlyList<ProvableNode> nodes, IReadOnlyList<ProofReport> reports)
    {
        var now = clock.GetUtcNow();
        var all = new List<NodeStatus>();
        foreach (var (node, report) in nodes.Zip(reports))
        {
            // What was not issued in this run has no status.
            if (await CertificatesAsync(stack, node) is { } certificates)
                all.Add(new(node.Name, report, certificates, node.Certificates.Args.CaGenerations, report.TlsVersions ?? node.TlsVersions, node.RequireSecureTransport, now));
        }
        return all;
    }

    private static async Task<IReadOnlyList<CertificateStatus>?> CertificatesAsync(RegisteredStack stack, ProvableNode node)
    {
        var newest = node.Certificates.Args.CaGenerations[^1];
        List<(string Role, string? User, Output<string> Pem, int Generation)> issued =
        [
            (CertificateStatus.Server, null, node.Certificates.ServerCertificatePem, newest),
            (CertificateStatus.Client, null, node.Certificates.ClientCertificatePem, newest),
            .. stack.Certificates.Where(account => account.Node.Name == node.Name).Select(account =>
                (CertificateStatus.Account, (string?)account.Certificate.User, account.Certificate.CertificatePem, account.Certificate.CaGeneration)),
        ];
        var certificates = new List<CertificateStatus>();
        foreach (var (role, user, pem, generation) in issued)
        {
            if (!await OutputUtilities.GetIsKnownAsync(pem))
                return null;
            certificates.Add(CertificateStatus.Of(role, user, await OutputUtilities.GetValueAsync(pem), generation, node.Certificates.Args.Policy));
        }
        return certificates;
    }
}
