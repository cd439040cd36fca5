namespace EncryptionInTransit.Proof;

/// <summary>The reason codes of <see cref="ProofFinding"/>, in the order in which a connection meets them.</summary>
public static class ProofReason
{
    /// <summary>The node's activation did not happen, so there is nothing to prove.</summary>
    public const string NotAttempted = "NotAttempted";

    /// <summary>The node is gone for good, and nobody asks it.</summary>
    public const string Abandoned = "Abandoned";

    public const string NameNotResolved = "NameNotResolved";
    public const string Unreachable = "Unreachable";
    public const string ConnectionRefused = "ConnectionRefused";
    public const string TimedOut = "TimedOut";

    /// <summary>Something answered, but not as a MySQL or MariaDB server does.</summary>
    public const string NoGreeting = "NoGreeting";

    /// <summary>Errors 1129 and 1130: the server does not talk to our address.</summary>
    public const string HostNotAllowed = "HostNotAllowed";

    /// <summary>Another error instead of a greeting, as 1040 (too many connections).</summary>
    public const string GreetedWithError = "GreetedWithError";

    /// <summary>The greeting offers no TLS.</summary>
    public const string NoTls = "NoTls";

    public const string HandshakeFailed = "HandshakeFailed";

    public const string FingerprintMismatch = "FingerprintMismatch";

    /// <summary>The leaf is signed by none of the certificates that we issued or that came with it.</summary>
    public const string WrongCa = "WrongCa";

    /// <summary>There is a path to the issued CA, but RFC 5280, section 6, does not accept it.</summary>
    public const string ChainInvalid = "ChainInvalid";

    /// <summary>A certificate issued to be sent along with the leaf (as a cross certificate) was not sent.</summary>
    public const string ChainIncomplete = "ChainIncomplete";

    public const string NameMismatch = "NameMismatch";
    public const string NotYetValid = "NotYetValid";
    public const string Expired = "Expired";
    public const string NotForServers = "NotForServers";
    public const string WeakProtocol = "WeakProtocol";

    /// <summary>The server, or something on the way, hung up between the TLS handshake and the answer to the login.</summary>
    public const string ConnectionLost = "ConnectionLost";

    public const string LoginRefused = "LoginRefused";

    /// <summary>The account's authentication plugin is one that the client does not have.</summary>
    public const string LoginUnsupported = "LoginUnsupported";

    /// <summary>The server sees another connection than we do: something in between ends the TLS.</summary>
    public const string SessionDiffers = "SessionDiffers";

    /// <summary>The handshake was not a fresh one.</summary>
    public const string SessionResumed = "SessionResumed";

    /// <summary>Behind the proxy's frontend the wire is not encrypted.</summary>
    public const string BackendPlaintext = "BackendPlaintext";

    /// <summary>Behind the proxy's frontend the wire is encrypted, too.</summary>
    public const string BackendEncrypted = "BackendEncrypted";

    /// <summary>The proxy lets the account in, and no backend answers.</summary>
    public const string BackendUnreachable = "BackendUnreachable";

    /// <summary>The proxy does not know the account, so what is behind its frontend was not seen.</summary>
    public const string BackendNotSeen = "BackendNotSeen";

    /// <summary>A variable of the server has another value than was installed.</summary>
    public const string VariableDiffers = "VariableDiffers";

    public const string PlaintextAccepted = "PlaintextAccepted";

    /// <summary>The policy requires TLS, and the server's require_secure_transport is off.</summary>
    public const string SecureTransportOff = "SecureTransportOff";

    /// <summary>Whether plaintext is accepted could not be told.</summary>
    public const string PlaintextUnknown = "PlaintextUnknown";

    /// <summary>Whether the server has another TLS than was installed, or none.</summary>
    public static bool IsDrift(string reason) => reason is NoTls or FingerprintMismatch or ChainIncomplete or VariableDiffers or PlaintextAccepted or SecureTransportOff;
}
