namespace Pulumi.Engine.Deployment;

/// <summary>A run cannot go on. The message is for the user: what is wrong, and the cure. Never holds a secret.</summary>
public sealed class DeploymentException(string message, Exception? inner = null) : Exception(message, inner);
