namespace EncryptionInTransit.Lab.Faults;

/// <summary>Faults of a node's disk and network. Each is there when the call returns, and is mended by disposing what it returned.</summary>
public static class MachineFaults
{
    // The disk is a tmpfs of a given size: it is full when that size is what is used.
    private const string Disk = "/run/lab-disk";

    /// <summary>
    /// The node's disk, with everything but /run and /dev on it, is full: writing fails with ENOSPC. Then it has its size again.
    /// </summary>
    /// <param name="leaveBytes">What is still free, in bytes, rounded down to pages of 4096.</param>
    public static async Task<IAsyncDisposable> FillDiskAsync(
        this LabNode node, long leaveBytes = 0, CancellationToken cancel = default)
    {
        var size = (await node.RunAsync($"df --block-size=1 --output=size {Disk} | tail -n 1", null, cancel)).MustSucceed().Output.Trim();
        (await node.RunAsync(
            $"""
            # Somebody may write in between.
            for tries in $(seq 100); do
                used=$(df --block-size=1 --output=used {Disk} | tail -n 1) &&
                    problem=$(mount -o remount,size=$((used + {leaveBytes / 4096 * 4096})) {Disk} 2>&1) && exit 0
            done
            echo "$problem" >&2
            exit 1
            """,
            null,
            cancel)).MustSucceed();
        return new Fault(async () => (await node.RunAsync($"mount -o remount,size={size} {Disk}")).MustSucceed());
    }

    /// <summary>The node's disk becomes full at a moment of a run of the node tool: when a condition of the shell first holds while it writes through.</summary>
    public static async Task<IAsyncDisposable> FillDiskWhenAsync(this LabNode node, string moment, CancellationToken cancel = default)
    {
        // Found before the real one.
        const string Sync = "/usr/local/sbin/sync";
        var size = (await node.RunAsync($"df --block-size=1 --output=size {Disk} | tail -n 1", null, cancel)).MustSucceed().Output.Trim();
        await node.PutFileAsync(
            Sync,
            $$"""
            #!/bin/sh
            if { {{moment}}; } >/dev/null 2>&1; then
                mount -o remount,size=$(df --block-size=1 --output=used {{Disk}} | tail -n 1) {{Disk}}
            fi
            exec /usr/bin/sync "$@"

            """,
            "0755",
            cancel: cancel);
        return new Fault(async () => (await node.RunAsync($"mount -o remount,size={size} {Disk} && rm {Sync}")).MustSucceed());
    }

    /// <summary>The node's power is gone, in the midst of whatever it does. Then it starts again, with the disk that it had.</summary>
    public static async Task<IAsyncDisposable> PowerOffAsync(this LabNode node, CancellationToken cancel = default)
    {
        await LabProgram.RunAsync(["power", "--run", node.Run, node.Name, "off"], cancel);
        return new Fault(() => LabProgram.RunAsync(["power", "--run", node.Run, node.Name, "on"], CancellationToken.None));
    }

    /// <summary>The node's cable is unplugged: packets to and from it vanish. Then it is plugged in again.</summary>
    public static async Task<IAsyncDisposable> CutNetworkAsync(this LabNode node, CancellationToken cancel = default)
    {
        await LabProgram.RunAsync(["cable", "--run", node.Run, node.Name, "down"], cancel);
        return new Fault(() => LabProgram.RunAsync(["cable", "--run", node.Run, node.Name, "up"], CancellationToken.None));
    }
}
