namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>Tests with one server and one provider for each.</summary>
public abstract class WithSshServer : IAsyncLifetime
{
    internal SshServer Server { get; private set; } = null!;

    internal CommandRunner Runner { get; } = new();

    public virtual async Task InitializeAsync() => Server = await SshServer.StartAsync();

    public virtual async Task DisposeAsync()
    {
        await Runner.DisposeAsync();
        await Server.DisposeAsync();
    }
}
