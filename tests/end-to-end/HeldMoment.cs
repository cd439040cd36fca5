using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>
/// A moment of a step on a node, at which the step waits: while a condition of the shell holds, the node's disk takes nothing, and
/// the node tool, which writes through to it after each change, stands still.
/// </summary>
public sealed class HeldMoment : IAsyncDisposable
{
    // Found before the real one.
    private const string Sync = "/usr/local/sbin/sync";

    private readonly LabNode _node;
    private readonly string _condition;

    private HeldMoment(LabNode node, string condition) => (_node, _condition) = (node, condition);

    public static async Task<HeldMoment> PrepareAsync(LabNode node, string condition)
    {
        await node.PutFileAsync(
            Sync,
            $$"""
            #!/bin/sh
            while [ -e {{Sync}} ] && { {{condition}}; } >/dev/null 2>&1; do sleep 0.02; done
            exec /usr/bin/sync "$@"

            """,
            "0755");
        return new(node, condition);
    }

    /// <summary>Returns when it has come; fails when the command ends before.</summary>
    public async Task ComeAsync(Task<Run> command)
    {
        using var ended = new CancellationTokenSource();
        var come = _node.RunAsync($"until {{ {_condition}; }} >/dev/null 2>&1; do sleep 0.01; done", null, ended.Token);
        if (await Task.WhenAny(come, command) == come)
            return;
        await ended.CancelAsync();
        Assert.Fail($"It ended before the moment came ({_condition}):\n{(await command).Text}");
    }

    /// <summary>Lets the step go on, and all that come after it.</summary>
    public async Task PassAsync() => (await _node.RunAsync($"rm -f {Sync}")).MustSucceed();

    public async ValueTask DisposeAsync() => await PassAsync();
}
