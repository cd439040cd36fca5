using System.Diagnostics;
using CliWrap;
using CliWrap.Buffered;

namespace EncryptionInTransit.Lab.Tests;

/// <summary>
/// A machine as empty as can be for whole runs of <c>lab/lab</c>: its own processes, network, mounts and /run.
/// All that is in it is the lab's doing, so that before and after can be compared whole.
/// </summary>
public sealed class Sandbox : IAsyncLifetime
{
    private const string Init =
        """
        mount -t tmpfs tmpfs /run
        mount -t sysfs sysfs /sys
        echo ready
        read
        """;

    // Only shell builtins look at processes, so that none of the probe's own is among them.
    private const string Probe =
        """
        for process in /proc/[0-9]*; do
            [ "$process" = "/proc/$$" ] || [ ! -r "$process/cmdline" ] || {
                mapfile -d '' command <"$process/cmdline"
                # Empty: it has ended, and this machine's first process does not look after orphans.
                [ ${#command[@]} -eq 0 ] || echo "process ${process#/proc/} ${command[*]}"
            }
        done
        sed 's/^/mount /' /proc/self/mounts
        ls /sys/class/net | sed 's/^/link /'
        ip route show table all | sed 's/^/route /'
        find /run | sed 's/^/file /' | sort
        """;

    private readonly Process _init = new()
    {
        StartInfo = new("unshare", ["--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-c", Init])
        {
            RedirectStandardOutput = true,
            // The machine ends when this closes, at the latest with the process of the tests.
            RedirectStandardInput = true,
        },
    };

    private string _initPid = "";

    public async Task InitializeAsync()
    {
        _init.Start();
        Assert.Equal("ready", await _init.StandardOutput.ReadLineAsync());
        _initPid = (await File.ReadAllTextAsync($"/proc/{_init.Id}/task/{_init.Id}/children")).Trim();
    }

    public async Task DisposeAsync()
    {
        _init.Kill();
        await _init.WaitForExitAsync();
        _init.Dispose();
    }

    /// <summary>
    /// Runs a bash script in which <c>lab</c> is the lab, <c>$S</c> the folder of its runs, and <c>wait_for</c> polls a test.
    /// Its processes are seen from the machine outside: call its runs what nobody calls a run there.
    /// </summary>
    public async Task<CommandOutput> RunAsync(string script)
    {
        var prologue =
            $$"""
            S=/run/encryption-in-transit-lab
            PATH={{LabNode.ShellQuote(Path.GetDirectoryName(LabShell.ProgramPath)!)}}:$PATH
            wait_for() { local i; for ((i = 0; i < 3000; i++)); do ! "$@" || return 0; sleep 0.01; done; echo "never: $*" >&2; exit 99; }

            """;
        var result = await Cli.Wrap("nsenter")
            .WithArguments(["-t", _initPid, "--mount", "--net", "--pid", "--", "bash", "-c", prologue + script])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return new CommandOutput(result.ExitCode, result.StandardOutput, result.StandardError);
    }

    /// <summary>Every process, mount, network link, route and file there is, a line each.</summary>
    public async Task<string> StateAsync() => (await RunAsync(Probe)).MustSucceed().Output;
}
