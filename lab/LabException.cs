namespace EncryptionInTransit.Lab;

/// <summary>The lab, or a command on one of its nodes, failed.</summary>
public sealed class LabException(string message) : Exception(message);
