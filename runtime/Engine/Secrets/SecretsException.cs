namespace Pulumi.Engine.Secrets;

/// <summary>A secret cannot be read or written. The message is for the user and holds no secret.</summary>
public class SecretsException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The passphrase is not the one that the stack was encrypted with.</summary>
public sealed class IncorrectPassphraseException() : SecretsException("incorrect passphrase");
