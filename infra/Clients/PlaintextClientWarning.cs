namespace EncryptionInTransit.Infra.Clients;

/// <summary>What a person is told of a client that comes without TLS while there is still time.</summary>
internal static class PlaintextClientWarning
{
    public static string Of(string node, PlaintextClient client)
    {
        var host = client.Host.Length == 0 ? "a host that the server did not note" : client.Host;
        var program = client.Program.Length == 0 ? "" : $" with {client.Program}";
        var seen = client.LastSeen.Length == 0 ? "" : $", last seen {client.LastSeen}";
        var name = $"{client.User}@{(client.Host.Length == 0 ? "*" : client.Host)}";
        return $"{node}: '{client.User}' comes without TLS from {host}{program}{seen}: once requireSecureTransport is on it is refused. "
            + $"Turn TLS on in that client; or, so that it does not hold that up, name it under allowedPlaintextClients: '{name}'.";
    }
}
