using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>The unit by which systemd runs the node's server.</summary>
internal sealed class Unit(LabNode node)
{
    private string DropIns => $"/etc/systemd/system/{node.Service}.service.d";

    /// <summary>One of its properties, as <c>systemctl show</c> has it.</summary>
    public async Task<string> PropertyAsync(string name) =>
        (await node.RunAsync($"systemctl show -p {name} --value {node.Service}")).MustSucceed().Output.Trim();

    /// <summary>Adds to it, as an administrator does with <c>systemctl edit</c>; disposing takes that out again.</summary>
    public async Task<IAsyncDisposable> EditAsync(string settings)
    {
        await node.PutFileAsync($"{DropIns}/override.conf", settings);
        (await node.RunAsync("systemctl daemon-reload")).MustSucceed();
        return new Undo(async () => (await node.RunAsync($"rm -r {DropIns} && systemctl daemon-reload")).MustSucceed());
    }

    /// <summary>The same server runs by a unit of another name; that of the package knows nothing of it. Disposing turns this round.</summary>
    public async Task<IAsyncDisposable> RenameAsync(string name)
    {
        (await node.RunAsync(
            $"""
            cp /usr/lib/systemd/system/{node.Service}.service /etc/systemd/system/{name}.service &&
            systemctl daemon-reload && systemctl stop {node.Service} && systemctl start {name}
            """)).MustSucceed();
        return new Undo(async () => (await node.RunAsync(
            $"""
            systemctl stop {name} && rm /etc/systemd/system/{name}.service &&
            systemctl daemon-reload && systemctl start {node.Service}
            """)).MustSucceed());
    }

    /// <summary>Another service that runs now, and is bound to the server's.</summary>
    /// <param name="bond">A setting of its section Unit: Requires, BindsTo.</param>
    public async Task<IAsyncDisposable> AddDependentAsync(string name, string bond)
    {
        var path = $"/etc/systemd/system/{name}.service";
        await node.PutFileAsync(path, $"[Unit]\n{bond}={node.Service}.service\nAfter={node.Service}.service\n[Service]\nExecStart=/bin/sleep infinity\n");
        (await node.RunAsync($"systemctl daemon-reload && systemctl start {name}")).MustSucceed();
        return new Undo(async () => (await node.RunAsync($"systemctl stop {name} && rm {path} && systemctl daemon-reload")).MustSucceed());
    }

    private sealed class Undo(Func<Task> action) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await action();
    }
}
