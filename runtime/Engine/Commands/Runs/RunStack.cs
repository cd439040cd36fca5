using System.Collections.Immutable;
using Pulumi.Engine.Backend;
using Pulumi.Engine.Backend.State;
using Pulumi.Engine.Commands.Configs;
using Pulumi.Engine.Configuration;
using Pulumi.Engine.Deployment;
using Pulumi.Engine.Model;
using Pulumi.Engine.Monitor;
using Pulumi.Engine.ProgramHost;
using Pulumi.Engine.Secrets;

namespace Pulumi.Engine.Commands.Runs;

/// <summary>The stack of a run, with its configuration decrypted.</summary>
internal sealed class RunStack
{
    private readonly Session _session;

    private RunStack(
        Session session, FileBackend backend, StackReference reference, StackConfiguration configuration, ISecretsManager secrets)
    {
        _session = session;
        Backend = backend;
        Reference = reference;
        Configuration = configuration;
        Secrets = secrets;
        Target = TargetOf(session.Project);
    }

    public FileBackend Backend { get; }

    public StackReference Reference { get; }

    public StackConfiguration Configuration { get; }

    public ISecretsManager Secrets { get; }

    public DeploymentTarget Target { get; }

    /// <exception cref="CommandException">The configuration is not right, or the passphrase.</exception>
    public static async Task<RunStack> OpenAsync(Session session, RunRequest request, CancellationToken cancel)
    {
        var reference = await session.StackAsync(request.Stack, cancel);
        if (!ProgramHosts.Supports(session.Project.Runtime))
            throw new CommandException($"the runtime '{session.Project.Runtime}' is not supported by the embedded engine, which runs {ProgramHosts.Runtimes}: install the Pulumi CLI");
        try
        {
            var configuration = session.Configuration(reference, request.ConfigFile);
            await SaveGivenAsync(session, request, configuration, cancel);
            // Deriving the key takes a core for a third of a second; the other one meanwhile loads what the program will talk to.
            var warmUp = request.Deployment.Kind is DeploymentKind.Update ? Task.Run(MonitorServer.WarmUpAsync, cancel) : Task.CompletedTask;
            var secrets = await OpenSecretsAsync(session, reference, configuration, cancel);
            // What goes wrong in it goes wrong again where it matters.
            await warmUp.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new(session, await session.BackendAsync(cancel), reference, configuration, secrets);
        }
        catch (Exception e) when (e is ConfigurationException or SecretsException)
        {
            throw new CommandException($"getting stack configuration: {e.Message}", ExitCode.Failure, e);
        }
    }

    /// <summary>The state, decrypted.</summary>
    public async Task<Snapshot> ReadStateAsync(CancellationToken cancel)
    {
        var document = await Backend.OpenState(Reference).ReadAsync(
            salt => salt.Length > 0 ? StackSecrets.OfState(_session, salt) : new EncryptedSecrets(Secrets), cancel);
        return document.Snapshot;
    }

    public JournaledSnapshotStore OpenStore() =>
        new(Backend.OpenState(Reference), Secrets.Salt, new EncryptedSecrets(Secrets), _session.Clock);

    public IProgramHost OpenProgram() => ProgramHosts.Open(_session.Project.Runtime, _session.Project.Root, _session.Project.Main);

    private static async Task<ISecretsManager> OpenSecretsAsync(
        Session session, StackReference reference, StackConfiguration configuration, CancellationToken cancel)
    {
        try
        {
            return await StackSecrets.OpenAsync(session, reference, configuration, cancel);
        }
        catch (SecretsException e)
        {
            throw new SecretsException($"get stack secrets manager: {e.Message}", e);
        }
    }

    private static async Task SaveGivenAsync(Session session, RunRequest request, StackConfiguration configuration, CancellationToken cancel)
    {
        foreach (var given in request.Config)
        {
            var parts = given.Split('=', 2);
            if (parts.Length < 2)
                throw new ConfigurationException($"invalid configuration '{given}': it is written key=value");
            var path = ConfigPathArgument.Parse(parts[0], request.ConfigPath, session.Project.Name);
            configuration.Set(path, ConfigSetCommand.Plain(parts[1], path.Count > 1));
        }
        if (request.Config.Count > 0)
            await configuration.SaveAsync(cancel);
    }

    private DeploymentTarget TargetOf(ProjectFile project)
    {
        var values = Configuration.WithDefaults(project.Defaults);
        return new(
            project.Name,
            Reference.Name,
            values.ToImmutableSortedDictionary(v => v.Key, v => v.Value.ToText(Secrets.Decrypt), StringComparer.Ordinal),
            [.. values.Where(v => v.Value.IsSecret).Select(v => v.Key)])
        {
            Root = project.Root,
        };
    }
}
