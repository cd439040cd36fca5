using Renci.SshNet;

namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>
/// How the two sides agree on the keys of a connection (RFC 4253, section 8): what the official provider offers, which is
/// the default of Go's SSH library. Of the SSH library's own list that leaves out exchanges with SHA-1 but one, and Streamlined NTRU
/// Prime, which in its managed code takes about ten times as long as a whole login with X25519.
/// </summary>
internal static class KeyExchanges
{
    private static readonly string[] Offered =
    [
        "mlkem768x25519-sha256",
        "curve25519-sha256",
        "curve25519-sha256@libssh.org",
        "ecdh-sha2-nistp256",
        "ecdh-sha2-nistp384",
        "ecdh-sha2-nistp521",
        "diffie-hellman-group14-sha256",
        "diffie-hellman-group14-sha1",
    ];

    /// <summary>Leaves the others out.</summary>
    public static void Offer(ConnectionInfo info)
    {
        foreach (var name in info.KeyExchangeAlgorithms.Keys.Except(Offered).ToList())
            info.KeyExchangeAlgorithms.Remove(name);
    }
}
