namespace EncryptionInTransit;

/// <summary>Where a server's private key is made.</summary>
public enum KeyPlace
{
    /// <summary>In the stack, whose state keeps it encrypted and which sends it to the node.</summary>
    State,

    /// <summary>On the node, which never gives it away: the stack gets the request for the certificate.</summary>
    Node,
}

/// <summary>The words for a <see cref="KeyPlace"/>.</summary>
public static class KeyPlaces
{
    /// <summary>The word in the configuration.</summary>
    public static string Word(this KeyPlace place) => place switch
    {
        KeyPlace.State => "state",
        KeyPlace.Node => "node",
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, null),
    };
}
