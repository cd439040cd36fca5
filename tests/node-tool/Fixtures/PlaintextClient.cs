namespace EncryptionInTransit.NodeTool.Tests.Fixtures;

/// <summary>A client without TLS, as the tool prints it.</summary>
internal sealed record PlaintextClient(string User, string Host, string Program, DateTimeOffset LastSeen, string Source, bool Allowed);
