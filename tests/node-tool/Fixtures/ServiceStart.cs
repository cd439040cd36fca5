using EncryptionInTransit.Lab;

namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>The service's own script, called by something of a test that decides under which conditions the server starts.</summary>
internal sealed class ServiceStart : IAsyncDisposable
{
    private readonly LabNode _node;

    private ServiceStart(LabNode node) => _node = node;

    private string Script => $"/etc/init.d/{_node.Service}";

    /// <param name="call">Shell text, which the service's script and its arguments follow.</param>
    public static async Task<ServiceStart> WrapAsync(LabNode node, string call)
    {
        var wrapped = new ServiceStart(node);
        (await node.RunAsync($"mv {wrapped.Script} /etc/lab/service")).MustSucceed();
        await node.PutFileAsync(wrapped.Script, $"#!/bin/sh\n[ \"$1\" = start ] || [ \"$1\" = restart ] || exec /etc/lab/service \"$@\"\n{call} /etc/lab/service \"$@\"\n", "0755");
        return wrapped;
    }

    /// <summary>The script is what it was, and the server started by it.</summary>
    public async ValueTask DisposeAsync() =>
        (await _node.RunAsync($"mv /etc/lab/service {Script} && service {_node.Service} restart")).MustSucceed();
}
