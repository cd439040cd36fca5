using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Testing;

namespace EncryptionInTransit.Tests.Support;

/// <summary>Everything that a node, or several, registers: arguments and options as they were given, inputs as they were sent.</summary>
internal sealed class RegisteredNode
{
    private readonly Dictionary<string, ResourceTransformationArgs> _constructed = [];
    private readonly FakeEngine _engine = new();

    /// <summary>A node that every test starts from.</summary>
    public static EncryptedNodeArgs Args { get; } = new()
    {
        Kind = DatabaseKind.MariaDb,
        Ssh = new() { Host = "10.0.0.11", HostKey = "ssh-ed25519 AAAA", PrivateKey = "the login's private key" },
        Certificates = new() { Hostname = "db1.example.com", AlternativeNames = ["db.example.com", "10.9.9.9"] },
    };

    public static Task<RegisteredNode> AsRegistered(EncryptedNodeArgs args, string name = "db1") =>
        AsRegistered(options => new EncryptedNode(name, args, options()));

    /// <param name="register">Is handed the options for each component that has no parent.</param>
    /// <param name="prepare">Lets the engine answer something else.</param>
    /// <param name="certificatesAreIssued">False is the first preview of a stack: no certificate exists yet.</param>
    public static async Task<RegisteredNode> AsRegistered(
        Action<Func<ComponentResourceOptions>> register, bool certificatesAreIssued = true, Action<FakeEngine>? prepare = null)
    {
        var node = new RegisteredNode();
        prepare?.Invoke(node._engine);
        node._engine.CertificatesAreIssued = certificatesAreIssued;
        await Deployment.TestAsync(
            node._engine.Mocks,
            new TestOptions { ProjectName = "encryption-in-transit", StackName = "test", IsPreview = !certificatesAreIssued },
            () => register(() => new() { ResourceTransformations = { node.Record } }));
        return node;
    }

    public IReadOnlyCollection<string> Names => _constructed.Keys;

    public IEnumerable<string> Commands => Names.Where(name => Arguments(name) is CommandArgs);

    public ResourceArgs Arguments(string name) => _constructed[name].Args;

    public CommandArgs Command(string name) => (CommandArgs)Arguments(name);

    public CustomResourceOptions Options(string name) => (CustomResourceOptions)_constructed[name].Options;

    public string Type(string name) => _constructed[name].Resource.GetResourceType();

    public string? Parent(string name) => _constructed[name].Options.Parent?.GetResourceName();

    public async Task<IReadOnlyList<string>> DependsOn(string name)
    {
        var resources = await ValueAsync((Output<System.Collections.Immutable.ImmutableArray<Resource>>)_constructed[name].Options.DependsOn);
        return [.. resources.Select(resource => resource.GetResourceName())];
    }

    /// <summary>As sent, secrets unwrapped.</summary>
    public IReadOnlyDictionary<string, object> Inputs(string name) => _engine.Registrations[name].Inputs;

    public string Text(string name, string input) => (string)Inputs(name)[input];

    /// <summary>As text, to compare what two configurations send.</summary>
    public string Sent(string name) => InputText.Of(Inputs(name)) + _constructed[name].Options.ReplacementTriggerText();

    public static Task<T> ValueAsync<T>(Output<T> output) => Pulumi.Utilities.OutputUtilities.GetValueAsync(output);

    private ResourceTransformationResult? Record(ResourceTransformationArgs args)
    {
        // The component itself has a child of the same name: its certificates.
        if (args.Resource is CustomResource)
            _constructed[args.Resource.GetResourceName()] = args;
        return null;
    }
}
