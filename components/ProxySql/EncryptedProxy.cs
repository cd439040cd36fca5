using Pulumi;

namespace EncryptionInTransit;

/// <summary>
/// A ProxySQL node whose wires are encrypted on both sides: tool, claim, certificate files, and ProxySQL's TLS once that
/// of its backends is on.
/// </summary>
public sealed class EncryptedProxy : ComponentResource
{
    /// <summary>What runs on the node, in the configuration and in the node tool's requests.</summary>
    public const string Word = "proxysql";

    /// <param name="name">Unique in the stack; all of the node's resources are named after it.</param>
    public EncryptedProxy(string name, EncryptedProxyArgs args, ComponentResourceOptions? options = null)
        : base("encryption-in-transit:index:EncryptedProxy", name, args.History.AddTo(options))
    {
        Certificates = new CertificateSet(name, args.Certificates, args.Authority, new ComponentResourceOptions { Parent = this });

        var session = new NodeSession(name, args.Ssh, args.History);
        var tool = new NodeTool(session, args.Reapply, this);
        var administrator = new DatabaseAdministrator(args.Administrator.User, args.Administrator.Password);
        var claim = new NodeClaim(session, tool, new(Word, administrator, Certificates, args.Reapply)
        {
            AdministratorPort = args.Administrator.Port,
            // While the backends still speak TLS the proxy goes back to plaintext, and not the other way round.
            After = [.. args.Backends.Select(backend => backend.Node.Claim).Distinct()],
        }, this);
        Certificates.IssueServer(session, claim, args.Reapply, this);
        var files = new CertificateFiles(session, claim, Certificates, args.Reapply, this);
        Tls = new ProxySqlTls(session, claim, files, Certificates, args, new ComponentResourceOptions { Parent = this });

        Activation = Tls.Activation;
        RegisterOutputs();
    }

    /// <summary>What the proxy shows its own clients.</summary>
    public CertificateSet Certificates { get; }

    /// <summary>What the activation said; not known if it did not happen.</summary>
    public Output<string> Activation { get; }

    /// <summary>ProxySQL's TLS: a backend refuses plaintext only after it.</summary>
    internal ProxySqlTls Tls { get; }
}
