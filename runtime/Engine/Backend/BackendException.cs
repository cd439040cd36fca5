namespace Pulumi.Engine.Backend;

/// <summary>The state cannot be read or written as asked. The message is for the user.</summary>
public class BackendException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>There is no such stack: exit code 6 of the command line.</summary>
public sealed class NoSuchStackException(string name) : BackendException($"no stack named '{name}' found");
