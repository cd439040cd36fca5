using System.Collections.Concurrent;
using Pulumi.Engine.Model;
using Pulumi.Engine.Providers;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>The command provider as the engine calls it: check, then create, update or delete.</summary>
internal sealed class CommandRunner : IAsyncDisposable
{
    public const string Remote = "command:remote:Command";
    public const string Local = "command:local:Command";
    public const string Copy = "command:remote:CopyToRemote";

    public ConcurrentQueue<ProviderLog> Log { get; } = [];
    public IResourceProvider Provider { get; } = BuiltInProviders.All.Single(f => f.Package == "command").Create(PropertyMap.Empty);

    public IEnumerable<string> Progress => Log.Where(l => l.Ephemeral).Select(l => l.Message);

    public static string Urn(string type) => $"urn:pulumi:dev::test::{type}::resource";

    /// <summary>A connection to the server as root, with its host key.</summary>
    public static PropertyMap Connection(SshServer server, params (string, object?)[] more) => Map(
        [("host", "127.0.0.1"), ("port", server.Port), ("user", "root"), ("privateKey", server.ClientKey), ("hostKey", server.HostKey), ("dialErrorLimit", 0), .. more]);

    public Task<CreateResult> Run(SshServer server, string create, params (string, object?)[] more) =>
        Create(Remote, Map([("connection", Connection(server)), ("create", create), .. more]));

    public async Task<string> Stdout(SshServer server, string create, params (string, object?)[] more) => (await Run(server, create, more)).Outputs.Text("stdout");

    public async Task<CreateResult> Create(string type, PropertyMap inputs, CancellationToken cancel = default)
    {
        var checkedInputs = await Checked(type, inputs);
        return await Provider.CreateAsync(new CreateRequest(Urn(type), checkedInputs, false, null, Log.Enqueue), cancel);
    }

    public async Task<PropertyMap> Update(string type, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap inputs)
    {
        var checkedInputs = await Checked(type, inputs);
        return await Provider.UpdateAsync(new UpdateRequest(Urn(type), "id", oldInputs, oldOutputs, checkedInputs, false, null, Log.Enqueue), default);
    }

    public Task Delete(string type, PropertyMap inputs, PropertyMap outputs) =>
        Provider.DeleteAsync(new DeleteRequest(Urn(type), "id", inputs, outputs, null, Log.Enqueue), default);

    public Task<ProviderException> Fails(SshServer server, string create, params (string, object?)[] more) =>
        Assert.ThrowsAsync<ProviderException>(() => Run(server, create, more));

    /// <summary>The error of a command over such a connection.</summary>
    public Task<ProviderException> FailsToConnect(PropertyMap connection) =>
        Assert.ThrowsAsync<ProviderException>(() => Create(Remote, Map(("connection", connection), ("create", "echo reached"))));

    public ValueTask DisposeAsync() => Provider.DisposeAsync();

    private async Task<PropertyMap> Checked(string type, PropertyMap inputs)
    {
        var check = await Provider.CheckAsync(Urn(type), PropertyMap.Empty, inputs, default);
        Assert.Empty(check.Failures);
        return check.Inputs;
    }
}
