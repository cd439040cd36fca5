using System.Globalization;
using System.Text;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>The stack file of some lab nodes, as a person would write it.</summary>
public static class StackConfiguration
{
    /// <param name="more">Sections of the stack that the nodes do not decide, indented as in the file.</param>
    public static string Render(IReadOnlyCollection<LabNode> nodes, string more = "")
    {
        var text = new StringBuilder();
        text.Append("""
            config:
              encryption-in-transit:ssh:
                user: root
                dialErrorLimit: 2
                perDialTimeout: 15
              encryption-in-transit:proof:
                user: proof
                timeoutSeconds: 60
              encryption-in-transit:nodes:

            """);
        foreach (var node in nodes)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                  - name: {{node.Name}}
                    kind: {{node.Server}}
                    hostname: {{node.Hostname}}
                    alternativeNames: [{{node.Address}}]
                    ssh: { host: {{node.Address}}, hostKey: "{{node.HostKey}}" }

                """);
            if (IsProxy(node))
                text.Append(CultureInfo.InvariantCulture, $$"""
                        proxysql: { backends: [{{string.Join(", ", nodes.Where(other => !IsProxy(other)).Select(other => $"{{ node: {other.Name} }}"))}}] }

                    """);
        }

        return text.Append(more).ToString();
    }

    public static bool IsProxy(LabNode node) => node.Server == "proxysql";
}
