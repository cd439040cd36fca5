using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Command.Execution;
using Pulumi.Engine.Providers.Command.Ssh;

namespace Pulumi.Engine.Providers.Command.Remote;

/// <summary><c>command:remote:Command</c></summary>
internal sealed class RemoteCommandResource(SshConnections connections) : ShellCommandResource
{
    protected override InputSchema Schema { get; } = new([.. CommonInputs, ConnectionInput.Property]);

    protected override PropertyMap Complete(PropertyMap inputs) => base.Complete(ConnectionInput.Complete(inputs));

    protected override async Task RunAsync(CommandRun run, CancellationToken cancel)
    {
        try
        {
            await RunOnceAsync(run, cancel);
        }
        catch (NotBegunException)
        {
            try
            {
                await RunOnceAsync(run, cancel);
            }
            catch (NotBegunException e)
            {
                throw e.Failure;
            }
        }
    }

    private async Task RunOnceAsync(CommandRun run, CancellationToken cancel)
    {
        var connection = await connections.GetAsync(ConnectionInput.Settings(run.Inputs), run.Log, cancel);
        await connection.RunAsync(run, cancel);
    }
}
