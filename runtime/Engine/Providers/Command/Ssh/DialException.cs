namespace Pulumi.Engine.Providers.Command.Ssh;

/// <summary>One attempt to connect failed.</summary>
/// <param name="message">What happened, on one line, in the words that the official provider has for it.</param>
/// <param name="cure">What to do about it.</param>
internal sealed class DialException(string message, string cure, Exception? inner = null) : Exception(message, inner)
{
    public string Cure => cure;

    /// <summary>Another attempt cannot end otherwise.</summary>
    public bool IsFinal { get; init; }
}
