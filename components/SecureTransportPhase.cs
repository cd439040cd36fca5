namespace EncryptionInTransit;

/// <summary>How far a server is on its way to refusing clients without TLS.</summary>
public enum SecureTransportPhase
{
    /// <summary>Clients without TLS are let in, and nobody looks who they are.</summary>
    Off,

    /// <summary>They are let in, and every run lists them.</summary>
    Audit,

    /// <summary>They are refused. The phase is not entered while there are some that are not allowed by name.</summary>
    On,
}

/// <summary>The words for a <see cref="SecureTransportPhase"/>.</summary>
public static class SecureTransportPhases
{
    /// <summary>The word in the configuration and in the node tool's requests.</summary>
    public static string Word(this SecureTransportPhase phase) => phase switch
    {
        SecureTransportPhase.Off => "off",
        SecureTransportPhase.Audit => "audit",
        SecureTransportPhase.On => "on",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, null),
    };
}
