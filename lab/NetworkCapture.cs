namespace EncryptionInTransit.Lab;

/// <summary>
/// All that a node and other machines say to each other, but for SSH and the database's own port, from now until it is ended. Of
/// a node whose kind has tcpdump.
/// </summary>
public sealed class NetworkCapture
{
    private const string File = "/run/capture";

    // A port on which nobody listens: a packet to it marks the end.
    private const int EndPort = 9;

    private readonly LabNode _node;

    private NetworkCapture(LabNode node) => _node = node;

    /// <summary>Returns when it has begun.</summary>
    /// <exception cref="LabException">It does not begin.</exception>
    public static async Task<NetworkCapture> BeginAsync(LabNode node)
    {
        (await node.RunAsync(
            $$"""
            rm -f {{File}} {{File}}.log
            setsid tcpdump -i eth0 -s 0 -B 131072 -U --immediate-mode -Z root -w {{File}} '(tcp and not port 22 and not port {{node.Port}}) or udp port {{EndPort}}' >{{File}}.log 2>&1 </dev/null &
            for tries in $(seq 100); do grep -q listening {{File}}.log && exit; sleep 0.1; done
            cat {{File}}.log; exit 1
            """)).MustSucceed();
        return new(node);
    }

    /// <summary>Ends it.</summary>
    /// <param name="other">A node from which a packet can come.</param>
    /// <returns>Whether a text was to be read in it.</returns>
    /// <exception cref="LabException">Not everything was seen.</exception>
    public async Task<bool> EndAsync(LabNode other, string text)
    {
        // Packets are seen in their order: whatever came before this one is in the file when it is.
        (await other.RunAsync($"bash -c 'echo end-of-the-capture >/dev/udp/{_node.Address}/{EndPort}'")).MustSucceed();
        (await _node.RunAsync(
            $"""
            for tries in $(seq 100); do grep -q end-of-the-capture {File} && break; sleep 0.1; done
            kill $(pidof tcpdump); while pidof tcpdump >/dev/null; do sleep 0.1; done
            cat {File}.log >&2
            grep -q end-of-the-capture {File} && grep -q "^0 packets dropped by kernel" {File}.log
            """)).MustSucceed();
        return (await _node.RunAsync($"grep -q {LabNode.ShellQuote(text)} {File}")).ExitCode == 0;
    }
}
