using System.Collections.Concurrent;
using EncryptionInTransit.Lab.ProxySqlStandIn.Protocol;

namespace EncryptionInTransit.Lab.ProxySqlStandIn;

/// <summary>Who is logged in at the frontend: for the statistics, and for KILL CONNECTION.</summary>
internal sealed class FrontendSessions
{
    private readonly ConcurrentDictionary<uint, FrontendClient> _clients = new();

    public IEnumerable<FrontendClient> All => _clients.Values.OrderBy(client => client.Connection.Id);

    /// <summary>Remembers a client until the result is disposed.</summary>
    public IDisposable Add(ClientConnection connection, string user)
    {
        _clients[connection.Id] = new FrontendClient(connection, user);
        return new Entry(_clients, connection.Id);
    }

    /// <summary>Ends a session; false: there is none of this number.</summary>
    public bool Kill(uint id)
    {
        if (!_clients.TryRemove(id, out var client))
            return false;
        client.Connection.Abort();
        return true;
    }

    private sealed class Entry(ConcurrentDictionary<uint, FrontendClient> clients, uint id) : IDisposable
    {
        public void Dispose() => clients.TryRemove(id, out _);
    }
}

/// <summary>A client that is logged in.</summary>
internal sealed record FrontendClient(ClientConnection Connection, string User);
