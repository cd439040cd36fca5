using System.Net.Sockets;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Command.Assets;
using Pulumi.Engine.Providers.Command.Ssh;
using Renci.SshNet;
using Renci.SshNet.Common;
using static Pulumi.Engine.Model.PropertyValue;

namespace Pulumi.Engine.Providers.Command.Remote;

/// <summary><c>command:remote:CopyToRemote</c>: copies a file, a text or a folder to a host by SFTP. Nothing is ever removed there.</summary>
internal sealed class CopyToRemoteResource(SshConnections connections) : CommandResource
{
    private const string Source = "source";
    private const string RemotePath = "remotePath";

    protected override InputSchema Schema { get; } = new(
        ConnectionInput.Property,
        new(RemotePath, InputKind.Text) { Required = true, Validate = value => value is StringValue { Value: "" } ? "value must not be empty" : null },
        new(Source, InputKind.Object)
        {
            Required = true,
            Validate = value => ((ObjectValue)value).Properties is var source && (source.IsAsset() || source.IsArchive()) ? null : "either asset or archive must be set",
        },
        new(Triggers, InputKind.List));

    /// <summary>The source's content counts, not only its path: its digest becomes part of the input.</summary>
    protected override PropertyMap Complete(PropertyMap inputs)
    {
        var completed = base.Complete(ConnectionInput.Complete(inputs));
        if (completed.Find(Source) is not { } source || source.WithoutSecrets() is not ObjectValue plain || plain.HasUnknown()
            || !(plain.Properties.IsAsset() || plain.Properties.IsArchive()) || plain.Properties.ContainsKey(AssetValue.Hash))
        {
            return completed;
        }

        var hashed = plain.WithHash();
        return completed.With(Source, source.IsSecret() ? hashed.AsSecret() : hashed);
    }

    public override PropertyMap Preview(PropertyMap inputs) => Complete(inputs);

    public override async Task<CreateResult> CreateAsync(CreateRequest request, CancellationToken cancel)
    {
        await CopyAsync(request.Inputs.WithoutSecrets(), request.Log, cancel);
        return new CreateResult(ResourceId.New(""), Complete(request.Inputs));
    }

    /// <summary>Copies again when source or path differ: another way to reach the host is no reason.</summary>
    public override async Task<PropertyMap> UpdateAsync(UpdateRequest request, CancellationToken cancel)
    {
        if (PropertyValues.ChangedKeys(request.OldInputs, request.NewInputs).Any(name => name is Source or RemotePath))
            await CopyAsync(request.NewInputs.WithoutSecrets(), request.Log, cancel);
        return Complete(request.NewInputs);
    }

    public override Task DeleteAsync(DeleteRequest request, CancellationToken cancel) => Task.CompletedTask;

    private async Task CopyAsync(PropertyMap inputs, Action<ProviderLog> log, CancellationToken cancel)
    {
        var settings = ConnectionInput.Settings(inputs);
        // The library's SFTP client has a connection of its own.
        using var line = await connections.Dialer.DialAsync(settings, info => new SftpClient(info), log, cancel);
        using var stop = cancel.Register(line.Client.Dispose);
        try
        {
            await Task.Factory.StartNew(() => new SftpCopy(line.Client).Copy(inputs.Object(Source)!, inputs.Text(RemotePath)!), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception e) when (e is SshException or SocketException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new ProviderException($"failed to copy to {settings.Endpoint}:{inputs.Text(RemotePath)}: {e.Message}", e);
        }
    }
}
