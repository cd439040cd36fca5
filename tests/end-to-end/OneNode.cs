using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests;

/// <summary>A test with a bare node of its own, and a stack that names it and was never up.</summary>
/// <param name="kind">Of <see cref="NodeKind"/>.</param>
public abstract class OneNode(string kind) : IAsyncLifetime
{
    private LabRun? _lab;
    private Stack? _stack;

    protected LabNode Node => _lab!.Nodes["db1"];

    protected Stack Stack => _stack!;

    public async Task InitializeAsync()
    {
        _lab = await LabRun.StartAsync(new NodeSpec("db1", kind));
        _stack = await Stack.CreateAsync(_lab, "db1");
    }

    public async Task DisposeAsync()
    {
        _stack?.Dispose();
        if (_lab is not null)
            await _lab.DisposeAsync();
    }
}
