namespace EncryptionInTransit;

/// <summary>
/// The command texts. They stand in the state, in previews and in errors, so they are constant, readable, and hold no
/// secret: everything else arrives on standard input.
/// </summary>
/// <param name="isRoot">Otherwise each command goes through <c>sudo -n</c>.</param>
public sealed class NodeCommands(bool isRoot)
{
    /// <summary>The last line of the script that makes keys, which comes first.</summary>
    private const string KeyMakerEnd = "# " + NodePaths.KeyMakerName + ": whole";

    private const string Upload = "." + NodePaths.ToolName + ".upload";

    private const string Both = NodePaths.KeyMakerName + " " + NodePaths.ToolName;

    private const string News = NodePaths.KeyMakerName + ".new " + NodePaths.ToolName + ".new";

    /// <summary>By its last line.</summary>
    private const string IsOurs = "grep -qx \"# $name: whole\" $name";

    /// <summary>What the node is in its group. Needs no claim, and changes nothing.</summary>
    public string Role => Verb("role");

    public string Claim => Verb("claim");

    /// <summary>Makes the server's key on the node; prints the request for its certificate.</summary>
    public string RequestCertificate => Verb("request-certificate");

    public string InstallCertificates => Verb("install-certificates");

    public string Activate => Verb("activate");

    public string ActivateProxy => Verb("activate-proxy");

    public string Enforce => Verb("enforce");

    public string EncryptReplication => Verb("encrypt-replication");

    /// <summary>Takes back what <see cref="EncryptReplication"/> did, and nothing else.</summary>
    public string RestoreReplication => Undo("restore-replication");

    /// <summary>Whether a member of a cluster takes TLS from the others; changes nothing.</summary>
    public string CheckMember => Verb("check-member");

    /// <summary>It takes plaintext alone again.</summary>
    public string RestoreMember => Undo("restore-member");

    /// <summary>State transfers between members of a cluster over TLS, when all of them offer it.</summary>
    public string EncryptTransfers => Verb("encrypt-transfers");

    /// <summary>They go in the clear again.</summary>
    public string RestoreTransfers => Undo("restore-transfers");

    /// <summary>A member of a cluster that offers TLS takes nothing else from then on.</summary>
    public string EncryptCluster => Verb("encrypt-cluster");

    /// <summary>It takes plaintext as well again.</summary>
    public string RestoreCluster => Undo("restore-cluster");

    /// <summary>Takes back what <see cref="Enforce"/> did, and nothing else.</summary>
    public string Relax => Undo("relax");

    /// <summary>Takes back everything.</summary>
    public string Release => Undo("release");

    /// <summary>
    /// Writes each script of the <see cref="NodeToolUpload"/> on standard input beside its place and moves it there: at no moment is there
    /// half a tool. A stranger's file of the same name waits as <c>NAME.before</c> until ours is removed.
    /// </summary>
    public string InstallTool => BecomeRoot + AsRoot($$"""
        set -eu; umask 022
        [ -d {{NodePaths.ProgramFolder}} ] || mkdir -p {{NodePaths.ProgramFolder}}
        cd {{NodePaths.ProgramFolder}}
        trap "rm -f {{Upload}} {{News}}" EXIT
        cut -d: -f4 | base64 -d | gzip -dc >{{Upload}} || { echo "the node tool could not be unpacked as {{NodePaths.ProgramFolder}}/{{Upload}}; nothing was changed. It arrived cut off, base64 or gzip is missing on this node, or the disk is full: what they said stands above. Mend it and run up again." >&2; exit 1; }
        sed "/^{{KeyMakerEnd}}$/q" {{Upload}} >{{NodePaths.KeyMakerName}}.new
        sed "1,/^{{KeyMakerEnd}}$/d" {{Upload}} >{{NodePaths.ToolName}}.new
        chmod 0755 {{News}}; sync {{News}}
        for name in {{Both}}; do
            [ ! -e $name ] || {{IsOurs}} || mv $name $name.before
            mv -f $name.new $name
        done
        """);

    /// <summary>The tool stays where the node is still claimed: somebody will need it to undo what was done.</summary>
    public string RemoveTool => AsRoot($$"""
        set -eu
        [ ! -e {{NodePaths.Claim}} ] || { echo "the node tool stays: this node is still claimed"; exit 0; }
        cd {{NodePaths.ProgramFolder}}
        for name in {{Both}}; do
            [ ! -e $name ] || ! {{IsOurs}} || rm $name
            [ ! -e $name.before ] || mv $name.before $name
        done
        """);

    private string BecomeRoot => isRoot ? "" : """
        sudo -n true || { echo "$(id -un) is not root on this node, and sudo is not there or asks for a password. Nothing was changed. Cure: log in as root (ssh.user), or give $(id -un) the right: $(id -un) ALL=(root) NOPASSWD: ALL in /etc/sudoers.d/encryption-in-transit" >&2; exit 1; }

        """;

    private string Verb(string verb) => isRoot ? $"{NodePaths.Tool} {verb}" : $"sudo -n {NodePaths.Tool} {verb}";

    /// <summary>
    /// A node that was rebuilt has neither tool nor claim: there is nothing to undo, and that is no failure. With the claim alone
    /// there is, and nothing that knows how.
    /// </summary>
    private string Undo(string verb) => AsRoot(
        $$"""[ -e {{NodePaths.Tool}} ] || { [ -e {{NodePaths.Claim}} ] || exit 0; echo "{{NodePaths.Tool}} is missing, and this node is still claimed; nothing was undone. Raise its number reapply and run up, which puts the tool there again; then run this again." >&2; exit 1; }; exec {{NodePaths.Tool}} {{verb}}""");

    /// <param name="script">Has no single quotes.</param>
    private string AsRoot(string script) => isRoot ? script : $"sudo -n sh -c '{script}'";
}
