using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

internal static class Killing
{
    // Found before the real one.
    private const string HoldingSync = "/usr/local/sbin/sync";

    /// <summary>
    /// Runs a verb of the tool and kills it as soon as the moment, a condition of the shell, has come; fails when it never does.
    /// While the moment lasts the disk takes nothing: the tool, which writes through to it after each step, waits there to be killed.
    /// </summary>
    /// <param name="withChildren">All that it started dies with it, as when the machine goes down.</param>
    public static async Task KillAsync(this LabNode node, string verb, string request, string moment, bool withChildren = false)
    {
        await node.PutFileAsync("/run/request", request, "0600");
        await node.PutFileAsync(
            HoldingSync,
            $$"""
            #!/bin/sh
            while [ -e {{HoldingSync}} ] && { {{moment}}; } >/dev/null 2>&1; do sleep 0.02; done
            exec /usr/bin/sync "$@"

            """,
            "0755");
        var killed = await node.RunAsync(
            $$"""
            trap 'rm -f {{HoldingSync}}' EXIT
            setsid {{ToolFile.PathOnNode}} {{verb}} </run/request >/run/output 2>&1 &
            tool=$!
            until { {{moment}}; } >/dev/null 2>&1; do
                kill -0 $tool 2>/dev/null || { echo "it ended before the moment came:"; cat /run/output; exit 1; }
            done
            kill -9 {{(withChildren ? "-$tool" : "$tool")}} || { echo "it ended at the moment:"; cat /run/output; exit 1; }
            wait $tool
            [ $? -eq 137 ] || { echo "it was not killed:"; cat /run/output; exit 1; }
            """);
        Assert.True(killed.ExitCode == 0, killed.Output + killed.Error);
    }
}
