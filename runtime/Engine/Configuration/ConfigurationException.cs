namespace Pulumi.Engine.Configuration;

/// <summary>Pulumi.yaml or Pulumi.&lt;stack&gt;.yaml, or a key of it, is not right. The message is for the user.</summary>
public sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
