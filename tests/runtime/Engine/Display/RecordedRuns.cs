using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using static Pulumi.Engine.Tests.Display.Support.RecordedStack;

namespace Pulumi.Engine.Tests.Display;

/// <summary>The events of a recorded run give the recorded text, byte for byte but for the heartbeat.</summary>
public sealed class RecordedRuns
{
    [Fact]
    public void Update_WithAWarning()
    {
        const string warning =
            "Unable to set 'PULUMI_COMMAND_STDOUT'. This only works if your SSH server is configured to accept\n" +
            "\tthese variables via AcceptEnv. Alternatively, if a Bash-like shell runs the command on the remote host, you could\n" +
            "\tprefix the command itself with the variables in the form 'VAR=value command'\n";
        var update = Update("config", "create", "old", "new");

        var text = Plain(
            preview: false,
            new EngineEvent.ResourcePre(SameStack),
            new EngineEvent.ResourcePre(update),
            new EngineEvent.Diagnostic(update.Urn, DiagnosticSeverity.Warning, warning, Ephemeral: false),
            new EngineEvent.ResourceOutputs(update, TimeSpan.FromSeconds(0.21)),
            new EngineEvent.StackOutputs(Outputs, Outputs),
            new EngineEvent.ResourceOutputs(SameStack, TimeSpan.Zero),
            Summary(DeploymentOutcome.Succeeded, 1.3, (StepOp.Update, 1), (StepOp.Same, 12)));

        Assert.Equal(Recorded.Display("content-up.txt"), text);
    }

    [Fact]
    public void Update_ThatFails()
    {
        const string error = "Process exited with status 3: running \"echo out; echo err >&2; exit 3\":";
        var create = Step(StepOp.Create, "fails", null, Resource("fails", PropertyMap.Empty));

        var text = Plain(
            preview: false,
            new EngineEvent.ResourcePre(SameStack),
            new EngineEvent.StackOutputs(Outputs, Outputs),
            new EngineEvent.ResourceOutputs(SameStack, TimeSpan.Zero),
            new EngineEvent.ResourcePre(create),
            new EngineEvent.Diagnostic(create.Urn, DiagnosticSeverity.Info, "out", Ephemeral: true),
            new EngineEvent.Diagnostic(create.Urn, DiagnosticSeverity.Info, "err", Ephemeral: true),
            new EngineEvent.Diagnostic(create.Urn, DiagnosticSeverity.Error, error + "\nout\nerr\n", Ephemeral: false),
            new EngineEvent.StepFailed(create, error, TimeSpan.FromSeconds(0.2)),
            new EngineEvent.Diagnostic("", DiagnosticSeverity.Error, "update failed", Ephemeral: false),
            Summary(DeploymentOutcome.Failed, 1.3, (StepOp.Same, 13)));

        // The recording has the failing resource's diagnostics first; there, their order changes from run to run.
        Assert.Equal(Sorted(Recorded.Display("up-fails.txt")), Sorted(text));
        Assert.Contains("\n    pulumi:pulumi:Stack vectors-dev running error: update failed\n", text, StringComparison.Ordinal);
        Assert.Contains("\n    pulumi:pulumi:Stack vectors-dev **failed** 1 error\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_OfAText_IsOneLine()
    {
        const string before = "printf '%s' \"[mysqld]\\n#require_secure_transport=ON\\n\" > /NODE/node0/ssl-config.cnf; echo installed";
        const string after = "printf '%s' \"[mysqld]\\nrequire_secure_transport=ON\\n\" > /NODE/node0/ssl-config.cnf; echo installed";
        var update = Update("config", "create", before, after);
        update = update with { Old = update.Old! with { Id = "node0-config1c29d1af" } };

        var text = Diff(
            new EngineEvent.ResourcePre(SameStack),
            new EngineEvent.ResourcePre(update),
            Summary(DeploymentOutcome.Succeeded, 1, (StepOp.Update, 1), (StepOp.Same, 12)));

        Assert.Equal(Recorded.Text("content-preview-diff.txt"), text);
    }

    private static IEnumerable<string> Sorted(string text) => text.Split('\n').Order(StringComparer.Ordinal);
}
