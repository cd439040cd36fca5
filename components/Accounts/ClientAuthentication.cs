using System.Collections.Immutable;
using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// The last step on a database node: accounts that ask for TLS or for a certificate, and the server that refuses whoever
/// comes without TLS. The node tool first looks who still does, and proves each login with the new certificate.
/// </summary>
/// <remarks>
/// It depends on everything in front of the node and has a delete of its own: what lets clients in again is undone first,
/// while TLS is still on.
/// </remarks>
public sealed class ClientAuthentication : ComponentResource
{
    private const string Suffix = "clients";

    public ClientAuthentication(EncryptedNode node, ClientAuthenticationArgs args, ComponentResourceOptions? options = null)
        : base("encryption-in-transit:index:ClientAuthentication", $"{node.Session.Node}-client-authentication",
            new ClientAuthenticationInputs(node, args),
            ComponentResourceOptions.Merge(new ComponentResourceOptions { Parent = node }, options))
    {
        var certificates = Output.All(args.Accounts.Select(account => account.Certificate.CertificatePem));
        var keys = Output.All(args.Accounts.Select(account => account.Certificate.KeyPem));
        var names = Output.All(args.Accounts.Select(account => account.ComparedName));
        var request = Output.Tuple(node.Claim.Id, certificates, keys, names).Apply(
            values => Request(node.Args, args, values.Item1, values.Item2, values.Item3, values.Item4));

        var step = node.Session.Run(this, Suffix,
            create: node.Session.Commands.Enforce,
            delete: node.Session.Commands.Relax,
            stdin: Output.CreateSecret(request),
            after: [node.Claim.Step, node.ConfigFile.Step, .. args.Proxies.Select(proxy => proxy.Tls.Step)],
            alsoAfter: node.Group?.BeforeClients(),
            // Otherwise a replacement would enforce, and then relax what it has enforced.
            options: new CustomResourceOptions { DeleteBeforeReplace = true });

        // Its standard input is secret, what it prints is not.
        Enforcement = Output.Unsecret(step.Stdout);
        RegisterOutputs();
    }

    /// <summary>What its command on a node of this name is called in the stack.</summary>
    public static string CommandOf(string node) => $"{node}-{Suffix}";

    /// <summary>What the enforcement said; not known if it did not happen.</summary>
    public Output<string> Enforcement { get; }

    private static string Request(
        EncryptedNodeArgs node, ClientAuthenticationArgs args, string claim,
        ImmutableArray<string> certificates, ImmutableArray<string> keys, ImmutableArray<string> names)
    {
        return new NodeRequest()
            .Key("claim", claim)
            .Key("require-secure-transport", node.Tls.RequireSecureTransport.Word())
            .Key("reapply", node.Reapply.ToString())
            .OptionalKey("looked-at", LookedAt.Text(node.Tls.RequireSecureTransport, args.LookedAt))
            .Table("accounts", args.Accounts.Select((account, index) => account.Row(names[index])))
            .File("certificates", string.Concat(Certificates()))
            .File("allowed", string.Concat(args.AllowedPlaintextClients.Select(client => client + "\n")))
            .Text();

        IEnumerable<string> Certificates() => args.Accounts.Index()
            .Where(entry => entry.Item.NeedsCertificate)
            .DistinctBy(entry => entry.Item.Certificate.User)
            .Select(entry => $"# {entry.Item.Certificate.User}\n{certificates[entry.Index].TrimEnd()}\n{keys[entry.Index].TrimEnd()}\n");
    }
}

/// <summary>What is asked of a node's clients. Its phase is in the node's policy.</summary>
public sealed record ClientAuthenticationArgs
{
    public IReadOnlyList<ClientAccount> Accounts { get; init; } = [];

    /// <summary><c>USER@HOST</c> or <c>USER@*</c>: those who may come without TLS until they are refused.</summary>
    public IReadOnlyList<string> AllowedPlaintextClients { get; init; } = [];

    /// <summary>The proxies in front of the node: they are switched before it refuses anybody.</summary>
    public IReadOnlyList<EncryptedProxy> Proxies { get; init; } = [];

    /// <summary>When this run looks at the clients, if the phase asks for a look.</summary>
    public DateTimeOffset LookedAt { get; init; }
}

/// <summary>The same for people: a preview shows what changes, though the request to the node is secret.</summary>
internal sealed class ClientAuthenticationInputs(EncryptedNode node, ClientAuthenticationArgs args) : ResourceArgs
{
    [Input("requireSecureTransport")]
    public Input<string> RequireSecureTransport => node.Args.Tls.RequireSecureTransport.Word();

    [Input("accounts")]
    public InputList<string>? Accounts => Output.All(args.Accounts.Select(account => account.Description));

    [Input("allowedPlaintextClients")]
    public InputList<string>? AllowedPlaintextClients => args.AllowedPlaintextClients.OrAbsent();
}
